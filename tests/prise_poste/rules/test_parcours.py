"""When each step is, where it stands, what one can do today."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.rules.contenus import EtapeParcours
from convive.prise_poste.rules.parcours import EtatEtape, SuiviEtape, compute_jour, read_parcours, refuse_debut
from convive.prise_poste.rules.preuves import Preuve

DEBUT = date(2026, 3, 2)


def build(cle: str, debut: int, fin: int, preuve: str = "") -> EtapeParcours:
    return EtapeParcours(cle, (debut, fin), cle, "", ("",), "", 2, "", preuve)


def read(jour: int, *etapes: EtapeParcours, suivis=None, preuves=None):
    return read_parcours(etapes, suivis or {}, preuves or {}, DEBUT, DEBUT + timedelta(days=jour - 1))


@pytest.mark.parametrize(
    ("jour", "suivi", "etat"),
    [
        (4, SuiviEtape(), EtatEtape.A_VENIR),
        (5, SuiviEtape(), EtatEtape.EN_COURS),
        (10, SuiviEtape(), EtatEtape.EN_COURS),
        (11, SuiviEtape(), EtatEtape.A_REPRENDRE),
        (11, SuiviEtape(choix="faite"), EtatEtape.FAITE),
        (4, SuiviEtape(choix="ecartee", motif="Déjà fait"), EtatEtape.ECARTEE),
        (11, SuiviEtape(jour=20), EtatEtape.A_VENIR),
        (25, SuiviEtape(jour=20), EtatEtape.EN_COURS),
        (26, SuiviEtape(jour=20), EtatEtape.A_REPRENDRE),
    ],
)
def test_a_step_stands_where_its_days_and_its_person_say(jour, suivi, etat):
    assert read(jour, build("a", 5, 10), suivis={"a": suivi}).etapes[0].etat is etat


def test_a_check_ticks_and_unticks_by_itself_and_putting_aside_wins():
    etape = build("a", 5, 10, "p")
    assert read(6, etape, preuves={"p": Preuve(True, "")}).etapes[0].etat is EtatEtape.FAITE
    # A tick by hand of the time when no check existed does not count against it.
    suivis = {"a": SuiviEtape(choix="faite")}
    assert read(6, etape, suivis=suivis, preuves={"p": Preuve(False, "")}).etapes[0].etat is EtatEtape.EN_COURS
    suivis = {"a": SuiviEtape(choix="ecartee", motif="Ailleurs")}
    assert read(6, etape, suivis=suivis, preuves={"p": Preuve(True, "")}).etapes[0].etat is EtatEtape.ECARTEE


def test_what_no_check_can_see_is_said_by_the_person_and_both_are_needed():
    etape = replace(build("a", 5, 10, "p"), confirmer="la direction l’a lue.")
    dite = {"a": SuiviEtape(choix="faite")}
    for suivis, vue, etat in (({}, True, "en_cours"), (dite, False, "en_cours"), (dite, True, "faite")):
        ligne = read(6, etape, suivis=suivis, preuves={"p": Preuve(vue, "1 note.")}).etapes[0]
        assert ligne.etat == etat
        assert ("À vous de confirmer" in ligne.phrase) is not bool(suivis)


def test_three_things_today_what_ends_first_then_what_comes():
    etapes = [build("d", 50, 60), build("a", 1, 5), build("c", 3, 30), build("b", 2, 12), build("e", 70, 80)]
    assert [ligne.etape.cle for ligne in read(10, *etapes).aujourdhui] == ["a", "b", "c"]
    suivis = {"a": SuiviEtape(choix="faite"), "b": SuiviEtape(choix="faite")}
    parcours = read(10, *etapes, suivis=suivis)
    assert [ligne.etape.cle for ligne in parcours.aujourdhui] == ["c", "d", "e"]
    assert (parcours.faites, parcours.ecartees, parcours.is_fini) == (2, 0, False)


def test_a_moved_step_keeps_its_length_and_takes_its_place():
    parcours = read(1, build("a", 1, 5), build("b", 2, 3), suivis={"a": SuiviEtape(jour=40)})
    assert [ligne.etape.cle for ligne in parcours.etapes] == ["b", "a"]
    assert parcours.etapes[1].fin - parcours.etapes[1].debut == timedelta(days=4)
    assert parcours.etapes[1].is_deplacee
    assert parcours.get("b") is parcours.etapes[0]
    assert parcours.get("z") is None


def test_the_path_ends_at_a_hundred_or_when_all_is_settled():
    assert read(100, build("a", 1, 5)).is_fini
    assert read(3, build("a", 1, 5), suivis={"a": SuiviEtape(choix="faite")}).is_fini
    assert compute_jour(DEBUT, DEBUT) == 1


@pytest.mark.parametrize("jours", [-121, 367])
def test_a_first_day_that_is_a_slip_is_refused(jours):
    with pytest.raises(PosteRefuse):
        refuse_debut(DEBUT, DEBUT + timedelta(days=jours))
    refuse_debut(DEBUT, DEBUT + timedelta(days=jours + (1 if jours < 0 else -1)))
