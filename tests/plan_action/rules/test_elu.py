"""What an élu·e reads of an action, in plain words."""

from datetime import date, timedelta

import pytest

from convive.plan_action.rules.elu import FaitsElu, explain_attente, explain_ou_en_est, is_meteo_attendue
from convive.plan_action.rules.statuts import Statut

TODAY = date(2026, 11, 26)


def clean(phrase: str) -> str:
    return phrase.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("faits", "phrase"),
    [
        (FaitsElu("a_preparer"), "On la prépare : elle n’est pas encore décidée."),
        (FaitsElu("validee"), "Validée."),
        (
            FaitsElu("validee", date_debut=date(2027, 1, 5), date_fin=date(2027, 6, 30)),
            "Validée : elle commence le 5 janvier 2027, jusqu’au 30 juin 2027.",
        ),
        (FaitsElu("en_cours", date_fin=date(2027, 6, 30)), "On y travaille, jusqu’au 30 juin 2027."),
        (FaitsElu("en_pause"), "En pause : on attend avant de continuer."),
        (FaitsElu("bloquee"), "Bloquée : la raison n’est pas indiquée."),
        (FaitsElu("bloquee", blocage_motif="Pas de\nlocal"), "Bloquée : Pas de local."),
        (FaitsElu("realisee"), "C’est fait."),
        (
            FaitsElu("en_cours", date_fin=TODAY - timedelta(days=12), is_en_retard=True),
            "En retard : échéance dépassée de 12 jours.",
        ),
    ],
)
def test_explain_ou_en_est(faits, phrase):
    assert clean(explain_ou_en_est(faits, TODAY)) == phrase


def test_every_status_has_its_words():
    assert all(explain_ou_en_est(FaitsElu(statut.value), TODAY) for statut in Statut)


@pytest.mark.parametrize(
    ("faits", "phrase"),
    [
        (FaitsElu("en_cours"), ""),
        (FaitsElu("realisee", prochaine_echeance=TODAY), ""),
        (FaitsElu("en_cours", prochaine_echeance=TODAY + timedelta(days=61)), ""),
        (
            FaitsElu("en_cours", prochaine_echeance=TODAY + timedelta(days=5)),
            "Prochaine échéance le 1er décembre 2026, dans 5 jours.",
        ),
        (
            FaitsElu("bloquee", blocage_motif="Pas de local.", deblocage_par="La mairie", deblocage_avant=TODAY),
            "Bloquée : Pas de local. La mairie peut la débloquer, avant le 26 novembre 2026.",
        ),
        (
            FaitsElu("bloquee", blocage_motif="Pas de local."),
            "Bloquée : Pas de local. Qui peut la débloquer ?",
        ),
        (
            FaitsElu("en_cours", date_fin=TODAY - timedelta(days=1), is_en_retard=True),
            "En retard : échéance dépassée de 1 jour.",
        ),
    ],
)
def test_explain_attente(faits, phrase):
    assert clean(explain_attente(faits, TODAY, jours_proche=60)) == phrase


@pytest.mark.parametrize(
    ("statut", "jours", "attendue"),
    [("en_cours", None, True), ("en_cours", 90, False), ("bloquee", 91, True), ("realisee", None, False),
     ("a_preparer", None, False)],
)  # fmt: skip
def test_is_meteo_attendue(statut, jours, attendue):
    last = None if jours is None else TODAY - timedelta(days=jours)
    assert is_meteo_attendue(FaitsElu(statut, meteo_elu=last), TODAY, jours_meteo=90) is attendue
