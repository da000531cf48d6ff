import math
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.socle import formats
from convive.socle.templatetags import formats as filtres
from convive.socle.templatetags.formats import adresse_coupable

FINE = "\u202f"
INSECABLE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimales", "expected"),
    [
        (0, None, "0"),
        (0.0, None, "0"),
        (26641, None, "26 641"),
        (26641.0, None, "26 641"),
        (999, None, "999"),
        (1_000_000, None, "1 000 000"),
        (52.3, None, "52,3"),
        (52.34, None, "52,3"),
        (52.35, None, "52,4"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (24, 1, "24,0"),
        (1234.5, 2, "1 234,50"),
        (-1204, None, "−1 204"),
        (-0.04, 1, "0,0"),
        (-0.05, 1, "−0,1"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("1e3"), None, "1 000"),
    ],
)
def test_nombre(value: formats.Nombre, decimales: int | None, expected: str) -> None:
    assert formats.nombre(value, decimales) == expected.replace(" ", FINE)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Decimal("NaN")])
def test_nombre_refuses_what_is_not_a_number(value: formats.Nombre) -> None:
    with pytest.raises(ValueError, match="Not a number"):
        formats.nombre(value)
    with pytest.raises(ValueError, match="Not a number"):
        formats.euros(value)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_nombre_keeps_every_digit_of_an_integer(value: int) -> None:
    text = formats.nombre(value)
    assert int(text.replace(FINE, "").replace("−", "-")) == value
    assert re.fullmatch(rf"−?\d{{1,3}}({FINE}\d{{3}})*", text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_nombre_is_never_further_than_half_of_its_last_digit(value: Decimal) -> None:
    text = formats.nombre(value, 1)
    read = Decimal(text.replace(FINE, "").replace("−", "-").replace(",", "."))
    assert abs(read - value) <= Decimal("0.05")
    assert text not in ("−0,0", "-0,0")


@pytest.mark.parametrize(
    ("value", "expected"), [(3.1, "+3,1"), (-18, "−18"), (0, "0"), (0.04, "0"), (1204, f"+1{FINE}204")]
)
def test_nombre_signe(value: float, expected: str) -> None:
    assert formats.nombre_signe(value, 0 if value == 0.04 else None) == expected


def test_pourcentage_and_euros_keep_their_sign_on_the_same_line() -> None:
    assert formats.pourcentage(19.8) == f"19,8{INSECABLE}%"
    assert formats.pourcentage(-18) == f"−18{INSECABLE}%"
    assert formats.euros(21350) == f"21{FINE}350{INSECABLE}€"
    assert formats.euros(12.5) == f"12,50{INSECABLE}€"
    assert formats.euros(12.5, 0) == f"13{INSECABLE}€"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 6, 12), "12 juin 2026"),
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2025, 12, 31), "31 décembre 2025"),
        (date(2026, 8, 21), "21 août 2026"),
    ],
)
def test_date_longue(value: date, expected: str) -> None:
    assert formats.date_longue(value) == expected.replace(" ", INSECABLE)


def test_date_longue_names_twelve_different_months() -> None:
    days = [date(2026, 1, 15) + timedelta(days=30 * month) for month in range(12)]
    assert len({formats.date_longue(day).split(INSECABLE)[1] for day in days}) == 12


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "place"), (1, "place"), (-1, "place"), (1.5, "place"), (1.99, "place"), (2, "places"), (-2, "places")],
)
def test_pluriel_starts_at_two(value: float, expected: str) -> None:
    assert formats.pluriel(value, "place") == expected


def test_pluriel_irregular() -> None:
    assert formats.pluriel(2, "travail", "travaux") == "travaux"
    assert formats.nombre_accorde(1, "travail", "travaux") == f"1{INSECABLE}travail"
    assert formats.nombre_accorde(26641, "habitant") == f"26{FINE}641{INSECABLE}habitants"


@pytest.mark.parametrize(
    ("value", "feminin", "expected"), [(1, False, "1er"), (1, True, "1re"), (2, False, "2e"), (21, True, "21e")]
)
def test_ordinal(value: int, feminin: bool, expected: str) -> None:
    assert formats.ordinal(value, feminin) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_liste_fr(items: list[str], expected: str) -> None:
    assert formats.liste_fr(items) == expected


@pytest.mark.parametrize(
    ("texte", "expected"),
    [
        ("Département : 57,2 ; France : 60,9.", "Département_: 57,2_; France_: 60,9."),
        ("Il a dit « oui » ?", "Il a dit «_oui_»_?"),
        ("− 18 % depuis 2018 (ou 19 %)", "− 18_% depuis 2018 (ou 19_%)"),
        ("à 12:30, sans espace", "à 12:30, sans espace"),
        ("", ""),
    ],
)
def test_insecables(texte: str, expected: str) -> None:
    once = formats.insecables(texte)
    assert once == expected.replace("_", INSECABLE)
    assert formats.insecables(once) == once


def test_liste_fr_with_another_word() -> None:
    assert formats.liste_fr(["a", "b"], "ou") == "a ou b"


@pytest.mark.parametrize(
    ("nom", "expected"),
    [
        ("Poitiers", "de Poitiers"),
        ("Amiens", "d’Amiens"),
        ("Évreux", "d’Évreux"),
        ("Œuilly", "d’Œuilly"),
        ("Yvetot", "d’Yvetot"),
        ("Yutz", "de Yutz"),
        ("Hyères", "d’Hyères"),
        ("Hendaye", "d’Hendaye"),
        ("Haguenau", "de Haguenau"),
        ("Haute-Goulaine", "de Haute-Goulaine"),
        ("Hénin-Beaumont", "de Hénin-Beaumont"),
        ("Ham", "de Ham"),
        ("Hambye", "d’Hambye"),
        ("Le Mans", "du Mans"),
        ("Les Herbiers", "des Herbiers"),
        ("La Rochelle", "de La Rochelle"),
        ("L’Isle-Adam", "de L’Isle-Adam"),
        ("Les", "de Les"),
        ("CC du Thouarsais", "de la CC du Thouarsais"),
        ("CA Grand Poitiers", "de la CA Grand Poitiers"),
        ("Métropole de Lyon", "de la Métropole de Lyon"),
        ("Bordeaux Métropole", "de Bordeaux Métropole"),
        ("Eurométropole de Metz", "de l’Eurométropole de Metz"),
        ("EPT Plaine Commune", "de l’EPT Plaine Commune"),
        ("Pays d’Aubrelle", "du Pays d’Aubrelle"),
        ("Ca", "de Ca"),
        ("la Vienne", "de la Vienne"),
        ("le Rhône", "du Rhône"),
        ("l’Aude", "de l’Aude"),
        ("", "de "),
    ],
)
def test_avec_de(nom: str, expected: str) -> None:
    assert formats.avec_de(nom) == expected


@pytest.mark.parametrize(
    ("nom", "expected"),
    [
        ("Amiens", "à Amiens"),
        ("Le Mans", "au Mans"),
        ("Les Herbiers", "aux Herbiers"),
        ("La Rochelle", "à La Rochelle"),
        ("CC du Thouarsais", "à la CC du Thouarsais"),
        ("Pays d’Aubrelle", "au Pays d’Aubrelle"),
        ("EPT Plaine Commune", "à l’EPT Plaine Commune"),
    ],
)
def test_avec_a(nom: str, expected: str) -> None:
    assert formats.avec_a(nom) == expected


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêçœABCHLOY -’", max_size=20))
def test_avec_de_keeps_the_name_but_for_its_article(nom: str) -> None:
    sentence = formats.avec_de(nom)
    kept = nom.partition(" ")[2] if nom.casefold().startswith(("le ", "les ")) else nom
    assert sentence.endswith(kept)
    assert sentence.startswith(("de ", "d’", "du ", "des "))


def test_elision_of_another_word() -> None:
    assert formats.elision("que", "Amiens") == "qu’Amiens"
    assert formats.elision("que", "Poitiers") == "que Poitiers"


def test_filters_give_what_functions_give() -> None:
    assert filtres.nombre(52.34, 2) == "52,34"
    assert filtres.nombre_signe(3) == "+3"
    assert filtres.pourcentage(3) == formats.pourcentage(3)
    assert filtres.euros(3) == formats.euros(3)
    assert filtres.date_longue(date(2026, 6, 12)) == formats.date_longue(date(2026, 6, 12))
    assert filtres.pluriel(2, "place") == "places"
    assert filtres.pluriel(2, "travail,travaux") == "travaux"
    assert filtres.nombre_accorde(2, "travail,travaux") == f"2{INSECABLE}travaux"
    assert filtres.ordinal(1, "feminin") == "1re"
    assert filtres.liste_fr([1, 2]) == "1 et 2"
    assert filtres.insecables("Quoi ?") == f"Quoi{INSECABLE}?"
    assert filtres.avec_de("Amiens") == "d’Amiens"
    assert filtres.avec_a("Le Mans") == "au Mans"


@pytest.mark.parametrize(
    ("debut", "fin", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "du 23 au 29 novembre 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "du 30 novembre au 6 décembre 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "du 28 décembre 2026 au 3 janvier 2027"),
        (date(2026, 6, 1), date(2026, 6, 7), "du 1er au 7 juin 2026"),
    ],
)
def test_periode_says_once_what_both_days_share(debut: date, fin: date, expected: str) -> None:
    assert formats.periode(debut, fin).replace(INSECABLE, " ") == expected


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (0, "0 octet"),
        (512, "512 octets"),
        (3_942, "3,8 ko"),
        (82_000, "80 ko"),
        (10_485_760, "10 Mo"),
        (2 * 1024**4, "2 048 Go"),
    ],
)
def test_taille_is_said_in_the_units_of_people(octets: int, attendu: str) -> None:
    attendu = attendu.replace("2 048", f"2{FINE}048").replace(" ", INSECABLE)
    assert filtres.taille(octets) == formats.taille(octets) == attendu


def test_an_address_is_cut_around_its_signs_and_nowhere_else():
    assert adresse_coupable("a.b@exemple.invalid") == "a<wbr>.b<wbr>@exemple<wbr>.invalid"
    assert adresse_coupable("<b>@x") == "&lt;b&gt;<wbr>@x"


@pytest.mark.parametrize(
    ("source", "millesime", "attendu"),
    [
        ("Insee", "2022", "Insee, 2022"),
        ("Insee, recensement 2022", "2022", "Insee, recensement 2022"),
        ("Relais petite enfance", 2026, "Relais petite enfance, 2026"),
    ],
)
def test_the_year_of_a_source_is_said_once(source, millesime, attendu):
    assert filtres.source_datee(source, millesime) == formats.source_datee(source, millesime) == attendu
