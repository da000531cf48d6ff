"""The other plans: dates, orientations, how they stand beside a CTG."""

from datetime import date

import pytest

from convive.convention.rules.plans import (
    EtatPlan,
    LigneOrientation,
    OrientationsIllisibles,
    describe_chevauchement,
    get_etat,
    get_jour_alerte,
    list_contradictions,
    parse_orientations,
)

DEBUT, FIN = date(2024, 1, 1), date(2028, 12, 31)


@pytest.mark.parametrize(
    ("debut", "fin", "etat"),
    [
        (None, None, EtatPlan.SANS_DATE),
        (date(2027, 1, 1), None, EtatPlan.A_VENIR),
        (date(2020, 1, 1), None, EtatPlan.EN_COURS),
        (None, date(2026, 6, 1), EtatPlan.EN_COURS),
        (None, date(2026, 5, 31), EtatPlan.TERMINE),
    ],
)
def test_state_comes_from_the_dates(debut, fin, etat):
    assert get_etat(debut, fin, date(2026, 6, 1)) is etat


@pytest.mark.parametrize(
    ("ligne", "numero", "texte"),
    [
        ("1 Soutenir les parents", "1", "Soutenir les parents"),
        ("1.2. Soutenir les parents", "1.2", "Soutenir les parents"),
        ("A2) Accueillir", "A2", "Accueillir"),
        ("A – Accueillir", "A", "Accueillir"),
        ("Axe 3 : Aller vers", "3", "Aller vers"),
        ("Orientation IV Informer", "IV", "Informer"),
        ("II. Informer", "II", "Informer"),
        ("II : Informer", "II", "Informer"),
        ("À tous les âges", "1", "À tous les âges"),
        ("Y aller ensemble", "1", "Y aller ensemble"),
        ("  3-6 ans : accueillir ", "3-6", "ans : accueillir"),
    ],
)
def test_a_line_is_read_with_its_number_or_takes_its_rank(ligne, numero, texte):
    assert parse_orientations(ligne) == [LigneOrientation(numero, texte)]


def test_lines_are_kept_in_order_and_empty_ones_left_out():
    found = parse_orientations("1 Un\n\n  \n2 Deux\nSans numéro")
    assert [(row.numero, row.texte) for row in found] == [("1", "Un"), ("2", "Deux"), ("3", "Sans numéro")]


@pytest.mark.parametrize(("texte", "mots"), [("1 Un\n1 Autre", "le numéro 1"), (f"1 {'a' * 501}", "501 caractères")])
def test_what_cannot_be_kept_is_said(texte, mots):
    with pytest.raises(OrientationsIllisibles, match=mots):
        parse_orientations(texte)


@pytest.mark.parametrize(
    ("debut", "fin", "phrase"),
    [
        (date(2025, 1, 1), date(2027, 12, 31), "finit 12\xa0mois avant la fin de « CTG »"),
        (date(2025, 1, 1), date(2028, 12, 20), "finit moins d’un mois avant la fin de « CTG »"),
        (date(2025, 1, 1), date(2030, 2, 28), "finit 14\xa0mois après la fin de « CTG »"),
        (date(2025, 1, 1), FIN, "finit le même jour que « CTG »"),
        (date(2020, 1, 1), date(2023, 8, 31), "finit avant « CTG »"),
        (date(2029, 1, 1), date(2030, 1, 1), "commence après « CTG »"),
        (None, date(2023, 8, 31), ""),
    ],
)
def test_a_plan_stands_beside_the_ctg(debut, fin, phrase):
    assert describe_chevauchement(debut, fin, DEBUT, FIN, "CTG") == phrase


def test_dates_that_contradict_one_another_and_alerts():
    assert "avant de commencer" in list_contradictions(date(2026, 2, 1), date(2026, 1, 1))["date_fin"]
    assert list_contradictions(None, date(2026, 1, 1)) == {}
    assert get_jour_alerte(date(2027, 12, 31), 12) == date(2026, 12, 31)
    assert get_jour_alerte(None, 12) is None
