from datetime import date

import pytest

from convive.convention.rules.ctg import (
    ConventionRefusee,
    Periode,
    StatutCtg,
    add_mois,
    build_nom,
    choose_actuelle,
    count_mois_restants,
    get_fin_usuelle,
    get_statut,
    list_avertissements,
    list_contradictions,
)

DEBUT, FIN, SIGNEE = date(2024, 1, 1), date(2028, 12, 31), date(2023, 12, 14)


@pytest.mark.parametrize(
    ("signature", "today", "statut"),
    [
        (None, date(2023, 6, 1), StatutCtg.EN_PREPARATION),
        (None, date(2024, 1, 1), StatutCtg.A_SIGNER),
        (SIGNEE, date(2023, 12, 20), StatutCtg.SIGNEE),
        (SIGNEE, date(2023, 12, 1), StatutCtg.EN_PREPARATION),
        (SIGNEE, date(2024, 1, 1), StatutCtg.EN_COURS),
        (SIGNEE, FIN, StatutCtg.EN_COURS),
        (SIGNEE, date(2029, 1, 1), StatutCtg.TERMINEE),
        (None, date(2029, 1, 1), StatutCtg.TERMINEE),
    ],
)
def test_statut_follows_the_dates(signature, today, statut):
    assert get_statut(date_debut=DEBUT, date_fin=FIN, date_signature=signature, today=today) is statut


@pytest.mark.parametrize(
    ("day", "mois", "expected"),
    [
        (date(2028, 12, 31), -18, date(2027, 6, 30)),
        (date(2028, 12, 31), -12, date(2027, 12, 31)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
    ],
)
def test_months_keep_the_day_or_end_the_month(day, mois, expected):
    assert add_mois(day, mois) == expected


def test_usual_end_is_the_eve_of_the_anniversary():
    assert get_fin_usuelle(DEBUT, 5) == FIN
    assert get_fin_usuelle(date(2024, 2, 29), 5) == date(2029, 2, 27)


def test_name_bears_the_years():
    assert build_nom(DEBUT, FIN) == "CTG 2024-2028"
    assert build_nom(DEBUT, date(2024, 12, 31)) == "CTG 2024"


@pytest.mark.parametrize(
    ("today", "mois"),
    [(date(2026, 11, 25), 25), (date(2028, 12, 31), 0), (date(2028, 11, 30), 1), (date(2030, 1, 1), 0)],
)
def test_months_left_are_whole(today, mois):
    assert count_mois_restants(FIN, today) == mois


@pytest.mark.parametrize(
    ("champs", "champ", "mots"),
    [
        ({"date_fin": date(2023, 12, 31)}, "date_fin", "avant d’avoir commencé"),
        ({"date_signature": date(2027, 1, 1)}, "date_signature", "est à venir"),
        ({"date_fin": date(2024, 2, 1), "date_signature": date(2024, 3, 1)}, "date_signature", "après sa fin"),
        ({"fin_precedente": date(2024, 6, 30)}, "date_debut", "court jusqu’au 30\xa0juin\xa02024"),
    ],
)
def test_dates_that_contradict_one_another_are_refused(champs, champ, mots):
    valeurs = {"date_debut": DEBUT, "date_fin": FIN, "date_signature": None, "today": date(2026, 1, 1)}
    found = list_contradictions(**(valeurs | champs))
    assert list(found) == [champ]
    assert mots in found[champ]


def test_dates_that_hold_together_are_not():
    found = list_contradictions(
        date_debut=DEBUT, date_fin=FIN, date_signature=SIGNEE, today=date(2026, 1, 1), fin_precedente=date(2023, 12, 31)
    )
    assert found == {}


def test_rare_dates_are_said_and_never_refused():
    def list_said(fin: date, signature: date) -> list[str]:
        return list_avertissements(date_debut=DEBUT, date_fin=fin, date_signature=signature, annees_usuelles=5)

    assert list_said(FIN, SIGNEE) == []
    longue, tardive = list_said(date(2029, 12, 31), SIGNEE), list_said(FIN, date(2024, 2, 1))
    assert "plus de 5\xa0ans" in longue[0]
    assert "prend effet avant" in tardive[0]
    (chevauche,) = list_avertissements(
        date_debut=DEBUT, date_fin=FIN, date_signature=SIGNEE, annees_usuelles=5, debut_suivante=date(2028, 12, 31)
    )
    assert "décalez le début de la suivante" in chevauche


def test_the_ctg_is_the_one_that_runs_then_the_next_then_the_last():
    a, b = Periode("a", date(2019, 1, 1), date(2023, 12, 31)), Periode("b", DEBUT, FIN)
    assert choose_actuelle([b, a], date(2026, 1, 1)) == b
    assert choose_actuelle([a, b], date(2018, 1, 1)) == a
    assert choose_actuelle([b, a], date(2030, 1, 1)) == b
    assert choose_actuelle([], date(2030, 1, 1)) is None


def test_refusal_says_its_sentences_and_its_fields():
    refus = ConventionRefusee("Un.", champs={"nom": "Deux."})
    assert refus.messages == ("Un.", "Deux.")
    assert refus.champs == {"nom": "Deux."}
