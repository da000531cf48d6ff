"""The year of a gestionnaire, as one Caf planned it in 2023 (S110), and what is still missing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.catalogue import get_calendrier, get_pieces
from convive.finances.rules.declarations import (
    EcheanceDeclaration,
    Moment,
    Repere,
    build_calendrier,
    compute_manquantes,
    compute_relances,
    list_echeances,
    list_pieces,
)
from convive.finances.rules.sources import CatalogueInvalide

ETAPE: dict[str, Any] = {
    "cle": "reel", "libelle": "Réel {annee}", "sorte": "declaration", "annee": -1,
    "ouvre": {"jour": 1, "mois": 2, "annee": 0}, "avant": {"jour": 29, "mois": 2, "annee": 0}, "usage": "Droit.",
    "prestations": ["psu"], "sources": ["S1"], "confiance": "B", "vue_le": "2023", "local": False,
}  # fmt: skip
POUR_TOUS = ["changements", "justificatifs_cof", "pieces_conservees"]
ANNEES = st.integers(2000, 2100)


def list_annee(annee: int, *prestations: str) -> list[EcheanceDeclaration]:
    return list_echeances(get_calendrier(), annee=annee, prestations=prestations)


@pytest.mark.parametrize(
    ("rang", "libelle", "ouvre", "limite"),
    [
        pytest.param(0, "Prévisionnel 2027", date(2026, 12, 15), date(2027, 2, 13), id="S110 prévisionnel"),
        pytest.param(1, "Premier acompte 2027, 35\u00a0%", date(2027, 3, 1), None, id="S110 acompte 1"),
        pytest.param(2, "Réel 2026", date(2027, 1, 16), date(2027, 3, 31), id="S110 réel"),
        pytest.param(3, "Actualisé de janvier à juin 2027", date(2027, 6, 15), date(2027, 7, 10), id="S110 juin"),
        pytest.param(4, "Deuxième acompte 2027, 35\u00a0%", date(2027, 10, 2), None, id="S110 acompte 2"),
        pytest.param(
            5, "Actualisé de janvier à septembre 2027", date(2027, 9, 17), date(2027, 10, 12), id="S110 septembre"
        ),
    ],
)
def test_year_of_a_service(rang, libelle, ouvre, limite):
    echeances = list_annee(2027, "psu")
    assert len(echeances) == 6
    assert (echeances[rang].libelle, echeances[rang].ouvre, echeances[rang].limite) == (libelle, ouvre, limite)
    assert echeances[rang].sources == ("S110",)
    assert echeances[rang].reserve == "Date donnée par une Caf en 2023\u00a0: à remplacer par celle de la vôtre."


def test_service_without_prestation_declares_nothing():
    assert list_annee(2027) == []


def test_step_of_a_prestation_is_for_it_alone():
    calendrier = build_calendrier([ETAPE])
    assert list_echeances(calendrier, annee=2027, prestations=["ps_rpe"]) == []
    (echeance,) = list_echeances(calendrier, annee=2027, prestations=["ps_rpe", "psu"])
    assert echeance.reserve == ""


@pytest.mark.parametrize(
    ("annee", "limite"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29)), (2100, date(2100, 2, 28))]
)
def test_last_day_of_february_follows_the_year(annee, limite):
    (echeance,) = list_echeances(build_calendrier([ETAPE]), annee=annee, prestations=["psu"])
    assert (echeance.libelle, echeance.limite) == (f"Réel {annee - 1}", limite)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(-1, 1), ANNEES)
def test_day_of_a_year_is_always_a_date(jour, mois, offset, annee):
    found = Repere(jour, mois, offset).get_date(annee)
    assert (found.year, found.month) == (annee + offset, mois)
    assert found.day == jour or (found.day < jour and (found + timedelta(days=1)).day == 1)


@given(ANNEES)
def test_steps_follow_each_other_whatever_the_year(annee):
    echeances = list_annee(annee, "ps_rpe")
    assert [e.quand for e in echeances] == sorted(e.quand for e in echeances)
    assert all(e.ouvre < e.limite for e in echeances if e.ouvre and e.limite)


@pytest.mark.parametrize(
    "changes",
    [{"ouvre": None, "avant": None}, {"ouvre": {"jour": 1, "mois": 3, "annee": 0}}],
    ids=["sans date", "à l’envers"],
)
def test_step_that_cannot_be_is_refused_by_name(changes):
    with pytest.raises(CatalogueInvalide, match="L’étape reel"):
        build_calendrier([{**ETAPE, **changes}])


@pytest.mark.parametrize(
    ("prestation", "moment", "attendues"),
    [
        pytest.param(
            "ps_clas", None, ["changements", "justificatifs_cof", "pieces_conservees", "axes_clas"], id="S114"
        ),
        pytest.param("ps_acf", Moment.RECRUTEMENT, ["referent_acf"], id="S139"),
        pytest.param("ps_rpe", Moment.CONVENTIONNEMENT, ["projet_rpe"], id="S23"),
        pytest.param("ps_alsh_periscolaire", Moment.DECLARATION, ["heures_realisees", "heures_aeeh"], id="S32 et S34"),
        pytest.param("ps_alsh_extrascolaire", Moment.LABEL, [], id="S113, le mercredi est périscolaire"),
        pytest.param("bonus_attractivite", Moment.UNE_FOIS, ["deliberation_attractivite"], id="S15"),
        pytest.param("ps_fjt", None, POUR_TOUS, id="rien d’autre d’établi"),
    ],
)
def test_documents_of_a_prestation(prestation, moment, attendues):
    assert [piece.cle for piece in list_pieces(get_pieces(), prestation=prestation, moment=moment)] == attendues


def test_control_of_a_relais_asks_for_a_dozen_documents():
    """S112: Caf des Pyrénées-Orientales, contrôle des relais."""
    found = list_pieces(get_pieces(), prestation="ps_rpe", moment=Moment.CONTROLE)
    assert len(found) == 13
    assert {piece.obligatoire for piece in found} == {None}


def test_missing_documents_are_those_not_deposited():
    attendues = list_pieces(get_pieces(), prestation="ps_alsh_extrascolaire", moment=Moment.CONVENTIONNEMENT)
    manquantes = compute_manquantes(attendues, {"projet_educatif", "avis_pmi", "autre"})
    assert [piece.cle for piece in manquantes] == ["declaration_sdjes", "tarifs_modules"]
    assert compute_manquantes(attendues, {piece.cle for piece in attendues}) == []


@pytest.mark.parametrize(
    ("today", "jours", "attendu"),
    [
        pytest.param(date(2026, 12, 14), 90, [], id="pas encore ouvert"),
        pytest.param(date(2026, 12, 15), 60, [("previsionnel", 60)], id="le jour de l’ouverture"),
        pytest.param(date(2026, 12, 15), 59, [], id="trop tôt"),
        pytest.param(date(2027, 2, 13), 30, [("previsionnel", 0)], id="le dernier jour"),
        pytest.param(date(2027, 2, 14), 45, [("previsionnel", -1), ("reel", 45)], id="passé, et le suivant"),
    ],
)
def test_reminders(today, jours, attendu):
    relances = compute_relances(list_annee(2027, "psu"), today, jours=jours)
    assert [(relance.echeance.cle, relance.jours) for relance in relances] == attendu


@pytest.mark.parametrize(
    ("today", "fin", "is_depassee"),
    [
        (date(2027, 2, 1), "à déclarer avant la fin du 13\u00a0février\u00a02027, dans 12\u00a0jours.", False),
        (date(2027, 2, 13), "à déclarer aujourd’hui, 13\u00a0février\u00a02027.", False),
        (date(2027, 2, 14), "la date du 13\u00a0février\u00a02027 est passée depuis 1\u00a0jour.", True),
    ],
)
def test_reminder_says_how_many_days(today, fin, is_depassee):
    relance = compute_relances(list_annee(2027, "psu"), today, jours=12)[0]
    assert relance.phrase == f"Prévisionnel 2027\u00a0: {fin}"
    assert relance.is_depassee is is_depassee


def test_payment_is_never_reminded():
    relances = compute_relances(list_annee(2027, "psu"), date(2028, 1, 1), jours=30)
    assert len(relances) == 4
    assert not any(relance.echeance.cle.startswith("acompte") for relance in relances)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 400))
def test_reminders_are_open_and_near(today, jours):
    for relance in compute_relances(list_annee(2027, "psu"), today, jours=jours):
        assert relance.echeance.limite == today + timedelta(days=relance.jours)
        assert relance.jours <= jours
        assert relance.echeance.ouvre is not None
        assert relance.echeance.ouvre <= today
