"""The plans of the three series are there, whole, and what must be read is written in words that the measure knows."""

import io
import re
import zipfile
from collections import Counter
from datetime import date

import pytest

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import LISTES, OU, PEUT_ETRE, TEXTES, first, read_attendu
from tests.plan_action.lecteur_plans.plans_a_part.registre import build_fichier, get_auteur, list_noms
from tools.plans_a_part import FAMILLES, PLACES

CLES = {*LISTES, *TEXTES, "calendrier", "ecrit"}


COMPTES = {
    1: {"x": 12, "o": 4, "c": 3, "d": 7, "p": 4},
    2: {"x": 11, "o": 4, "c": 3, "d": 7, "p": 5, "t": 3},
    3: {"x": 9, "o": 4, "c": 3, "d": 7, "p": 4, "t": 3},
}


@pytest.mark.parametrize("serie", COMPTES)
def test_plans_are_declared_in_known_words(serie):
    assert Counter(nom[0] for nom in list_noms(serie)) == COMPTES[serie]
    for nom in list_noms(serie):
        attendu = read_attendu(nom)
        assert callable(get_auteur(nom))
        assert attendu.auteur
        assert {cle for action in attendu.actions for cle in action} <= CLES, nom
        assert all("titre" in action and action["axes"] for action in attendu.actions), nom
        assert {remarque["famille"] for remarque in attendu.remarques} <= set(FAMILLES), nom
        assert all(set(remarque) & PLACES and set(remarque) <= {"famille", *PLACES} for remarque in attendu.remarques)


def test_no_name_is_in_two_series():
    assert len(list_noms()) == len(set(list_noms()))


def test_a_value_is_written_as_the_measure_reads_it():
    """An amount is a year or none, a funder or none, a number; days are ISO, or a year, or a month."""
    for nom in list_noms():
        for action in read_attendu(nom).actions:
            assert all(
                len(ligne) == 3 and (ligne[0] is None or 2020 < ligne[0] < 2035) and ligne[2] > 0
                for ligne in action.get("budget", [])
            ), (nom, action["titre"])
            jours = [first(lecture) for c in ("debut", "fin") for lecture in action.get(c, "").split("||") if lecture]
            assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", jour) for jour in jours), (nom, action["titre"])


def test_a_description_may_hold_what_the_file_says_elsewhere():
    """The typed one comes first; without a description, what was said elsewhere may be read as one, or not."""
    lectures = read_attendu("d46_fiches_redigees").actions[0]["description"].split(OU)
    contenu = "Un carnet remis à chaque naissance avec les adresses utiles."
    pourquoi = "Pourquoi cette action ? : Les jeunes parents ne savent pas à qui s'adresser."
    assert lectures[0] == contenu
    assert {f"{pourquoi}\n{contenu}", f"{contenu}\n{pourquoi}"} <= set(lectures)
    suivi = read_attendu("x43_suivi_copil").actions[0]["description"].split(OU)
    assert suivi
    assert all(lecture.endswith(PEUT_ETRE) for lecture in suivi)


@pytest.mark.parametrize("nom", ["c01_latin1", "c21_plateforme"])
def test_an_author_writes_every_title(nom):
    fichier, contenu = build_fichier(nom)
    assert fichier == f"{nom}.csv"
    assert all(first(action["titre"]) in contenu.decode("cp1252") for action in read_attendu(nom).actions)


@pytest.mark.parametrize(
    "nom", ["x25_barre_masque", "d22_axe_vertical", "t22_tableau_odt", "p24_deliberation", "d45_suivi_relu"]
)
def test_a_file_keeps_nothing_of_the_hour(nom):
    """It is the same from one day to the next."""
    fichier, contenu = build_fichier(nom)
    parties = [contenu]
    if not fichier.endswith("pdf"):
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            assert {partie.date_time[0] for partie in archive.infolist()} == {1980}
            parties = [archive.read(partie) for partie in archive.namelist()]
    for jour in (f"{date.today():%Y-%m-%dT}", f"{date.today():D:%Y%m%d}"):
        assert not any(jour.encode() in partie for partie in parties)
