from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from convive.finances.rules.catalogue import get_bareme_fourni
from convive.finances.rules.parametres import (
    Bareme,
    Cle,
    Connue,
    Inconnue,
    Origine,
    Theme,
    ValeurDatee,
    build_source_saisie,
    find_valeur,
    list_manques,
)
from convive.finances.rules.sources import Confiance

CLE = Cle("a.b", "Le bonus", Theme.BONUS, "€ par place", "Estimer le bonus.")
VALEUR = ValeurDatee(
    "a.b",
    Decimal(100),
    None,
    date(2024, 1, 1),
    date(2025, 12, 31),
    Confiance.B,
    Origine.PRODUIT,
    (build_source_saisie("Une page", ""),),
)


def build(*valeurs: ValeurDatee, fin: int | None = None) -> Bareme:
    rows = {"a.b": valeurs}
    if fin:
        rows["regles.fin"] = (replace(VALEUR, cle="regles.fin", valeur=Decimal(fin), fin=None),)
    return Bareme({"a.b": CLE}, rows)


@pytest.mark.parametrize(
    ("annee", "attendu"),
    [
        pytest.param(2023, "aucune valeur n’est saisie pour 2023", id="avant qu’elle commence"),
        pytest.param(2024, Decimal(100), id="sa première année"),
        pytest.param(2025, Decimal(100), id="sa dernière année"),
        pytest.param(2026, "la dernière valeur connue est de 2025", id="un montant ne vaut que pour ses années"),
    ],
)
def test_a_value_counts_for_its_years_only(annee, attendu):
    lue = find_valeur(build(VALEUR), "a.b", annee)
    assert (lue.valeur.valeur if isinstance(lue, Connue) else lue.raison) == attendu


def test_the_nearest_origin_wins_whatever_the_dates():
    caf = replace(VALEUR, origine=Origine.CAF, valeur=Decimal(90))
    ici = replace(VALEUR, origine=Origine.ESPACE, valeur=Decimal(80), debut=date(2020, 1, 1))
    assert find_valeur(build(VALEUR, caf), "a.b", 2024).valeur.valeur == 90
    assert find_valeur(build(VALEUR, caf, ici), "a.b", 2024).valeur.valeur == 80
    ancienne = replace(ici, fin=date(2023, 12, 31))
    assert find_valeur(build(VALEUR, caf, ancienne), "a.b", 2024).valeur.valeur == 90


def test_a_change_during_a_year_keeps_the_last_one_and_leaves_the_years_before():
    nouvelle = replace(VALEUR, valeur=Decimal(120), debut=date(2025, 9, 1))
    bareme = build(VALEUR, nouvelle)
    assert find_valeur(bareme, "a.b", 2025).valeur.valeur == 120
    assert find_valeur(bareme, "a.b", 2024).valeur.valeur == 100


def test_what_is_to_be_confirmed_is_shown_and_never_used():
    lue = find_valeur(build(replace(VALEUR, confiance=Confiance.C)), "a.b", 2024)
    assert isinstance(lue, Inconnue)
    assert lue.raison == "la seule valeur trouvée est à confirmer auprès de la Caf"
    assert lue.derniere is not None


def test_beyond_the_rules_only_what_a_team_typed_for_that_year_is_known():
    sans_fin = replace(VALEUR, fin=None)
    lue = find_valeur(build(sans_fin, fin=2027), "a.b", 2028)
    assert isinstance(lue, Inconnue)
    assert lue.raison == "les règles ne sont pas connues après 2027"
    assert isinstance(find_valeur(build(sans_fin, fin=2027), "a.b", 2027), Connue)
    saisie = replace(VALEUR, origine=Origine.ESPACE, debut=date(2028, 1, 1), fin=date(2028, 12, 31))
    assert isinstance(find_valeur(build(sans_fin, saisie, fin=2027), "a.b", 2028), Connue)
    # The same, without an end: nobody said it for 2028.
    assert isinstance(
        find_valeur(build(replace(saisie, fin=None, debut=date(2024, 1, 1)), fin=2027), "a.b", 2028), Inconnue
    )


def test_what_lacks_says_what_it_prevents():
    assert [manque.cle.empeche for manque in list_manques(build(), 2026)] == ["Estimer le bonus."]
    assert list_manques(build(VALEUR), 2024) == []


@pytest.mark.parametrize(
    ("valeur", "maximum", "ecrit"),
    [
        ("2600", "3600", "2\u00a0600 à 3\u00a0600"),
        ("4.5", None, "4,50"),
        ("0.59", None, "0,59"),
        ("32.5", None, "32,50"),
        ("100", None, "100"),
        ("0", None, "0"),
    ],
)
def test_an_amount_is_written_as_one_reads_it(valeur, maximum, ecrit):
    lue = replace(VALEUR, valeur=Decimal(valeur), maximum=maximum and Decimal(maximum))
    assert lue.montant.replace("\u202f", "\u00a0") == ecrit


@pytest.mark.parametrize(
    ("debut", "fin", "ecrit"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2018, 1, 1), date(2020, 12, 31), "2018 à 2020"),
        (date(2021, 1, 1), None, "depuis 2021"),
        (date(2018, 9, 1), None, "depuis le 1er septembre 2018"),
        (None, date(2025, 8, 31), "jusqu’au 31 août 2025"),
        (date(2026, 1, 1), date(2026, 8, 31), "du 1er janvier 2026 au 31 août 2026"),
        (None, None, "sans date"),
    ],
)
def test_a_period_is_said_in_words(debut, fin, ecrit):
    assert replace(VALEUR, debut=debut, fin=fin).periode.replace("\u00a0", " ") == ecrit


def test_the_shipped_scales_say_where_they_come_from():
    bareme = get_bareme_fourni()
    assert bareme.derniere_annee == 2027
    assert len(bareme.cles) >= 45
    for cle, rows in bareme.valeurs.items():
        assert rows or bareme.cles[cle].empeche, f"{cle} : ni valeur, ni ce que cela empêche."
        for row in rows:
            assert all(adresse.startswith("http") for source in row.sources for adresse in source.adresses), cle
            assert row.sources, cle
            assert row.debut is None or row.fin is None or row.debut <= row.fin, cle
            assert row.maximum is None or row.maximum > row.valeur, cle
