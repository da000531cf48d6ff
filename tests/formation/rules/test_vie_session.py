"""Where a session is in its life, what waits today."""

from dataclasses import replace
from datetime import date

import pytest

from convive.formation.rules.preparation import EtapeSession, Phase, sort_etapes
from convive.formation.rules.vie_session import build_maintenant, get_phase, hide_gestes, list_pas

DEBUT, FIN = date(2026, 3, 12), date(2026, 3, 13)


def make(phase: Phase, libelle: str, **champs) -> EtapeSession:
    return replace(EtapeSession(phase, libelle, False, "", f"/{libelle}", "Aller"), **champs)


@pytest.mark.parametrize(
    ("etat", "debut", "today", "ici", "passes"),
    [
        ("preparation", DEBUT, DEBUT, "Préparer", 0),
        ("ouverte", None, DEBUT, "Inscrire", 1),
        ("ouverte", DEBUT, date(2026, 3, 11), "Inscrire", 1),
        ("ouverte", DEBUT, DEBUT, "Former", 2),
        ("ouverte", DEBUT, FIN, "Former", 2),
        ("ouverte", DEBUT, date(2026, 3, 14), "Évaluer", 3),
        ("terminee", DEBUT, date(2026, 3, 14), "Clore", 5),
    ],
    ids=str,
)
def test_a_session_is_at_one_moment_of_its_life(etat, debut, today, ici, passes):
    pas = list_pas(etat, debut, FIN if debut else None, today)
    assert [p.libelle for p in pas if p.is_ici] == [ici]
    assert sum(p.is_passe for p in pas) == passes


def test_a_cancelled_session_has_no_moment():
    assert list_pas("annulee", DEBUT, FIN, DEBUT) == []


def test_what_waits_is_what_belongs_to_today():
    avant, pendant, apres = make(Phase.AVANT, "convoquer"), make(Phase.PENDANT, "pointer"), make(Phase.APRES, "bilan")
    phases = sort_etapes([avant, pendant, replace(apres, is_attendue=False)])
    jour = build_maintenant(phases, get_phase(is_commencee=True, is_passee=False))
    assert [etape.libelle for etape in jour.etapes] == ["pointer", "convoquer"]
    # Nobody is convened to what is over.
    apres_coup = build_maintenant(sort_etapes([avant, replace(apres, is_attendue=False)]), Phase.APRES)
    assert (apres_coup.etapes, apres_coup.suite.libelle) == ((), "bilan")


def test_three_lines_first_and_how_many_more():
    phases = sort_etapes([make(Phase.AVANT, str(rang), ordre=rang) for rang in range(5)])
    lu = build_maintenant(phases, Phase.AVANT)
    assert ([etape.libelle for etape in lu.etapes], lu.autres, lu.suite) == (["0", "1", "2"], 2, None)


def test_nobody_is_sent_to_a_page_that_would_refuse():
    phases = sort_etapes([make(Phase.AVANT, "ouvrir", is_organisation=True), make(Phase.AVANT, "inscrits")])
    formatrice = hide_gestes(phases, can_organiser=False, can_animer=True)
    assert [etape.url for etape in formatrice[0].etapes] == ["", "/inscrits"]
    lectrice = hide_gestes(phases, can_organiser=False, can_animer=False)
    assert build_maintenant(lectrice, Phase.AVANT).etapes == ()
