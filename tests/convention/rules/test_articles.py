"""Fields of a text, what is left to write, durations as they are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.convention.rules.articles import (
    Champ,
    build_duree,
    fill_texte,
    fold_champ,
    list_inconnus,
    name_article,
    name_champs,
    number_articles,
)
from convive.documents.rules.manques import list_a_completer

CHAMPS = {
    champ.cle: champ
    for champ in (
        Champ("date_debut", "le premier jour", "1er janvier 2024"),
        Champ("caf", "la Caf signataire"),
        Champ("piege", "un piège", "{{ date_debut }} {% now %} <b>"),
    )
}


@pytest.mark.parametrize(
    ("texte", "rempli"),
    [
        ("Du {{ date_debut }} au", "Du 1er janvier 2024 au"),
        ("{{date_debut}}", "1er janvier 2024"),
        ("{{ Date début }}", "1er janvier 2024"),
        ("« {{ caf }} »", "« [à compléter : la Caf signataire] »"),
        ("{{ préavis }}", "[à compléter : préavis]"),
        ("{{ }}", "[à compléter : champ sans nom]"),
        # What a field gives is never read again, and nothing else than a field is touched.
        ("{{ piege }}", "{{ date_debut }} {% now %} <b>"),
        ("{% include 'x' %} {{ a\nb }} {date_debut}", "{% include 'x' %} {{ a\nb }} {date_debut}"),
        ("{{ date_debut.year }}", "[à compléter : date_debut.year]"),
    ],
)
def test_fields_are_replaced_once_and_nothing_is_run(texte: str, rempli: str):
    assert fill_texte(texte, CHAMPS) == rempli


@given(st.text(alphabet="ab{} %_é\n", max_size=60))
def test_no_field_that_nobody_knows_is_left_as_it_is(texte: str):
    rempli = fill_texte(texte, {})
    assert list_inconnus(rempli, ()) == []
    assert len(list_a_completer(rempli)) == len(list_inconnus(texte, ())) or texte.count("{{") > 1


def test_what_is_left_to_write_is_read_even_after_typography():
    texte = "Un [à compléter\u00a0: délai], puis [à compléter : ] et [autre chose]."
    assert list_a_completer(texte) == ["délai", "ce passage"]


def test_a_field_is_found_however_it_is_typed():
    assert {fold_champ(nom) for nom in ("Date Début", " date-debut ", "date_debut")} == {"date_debut"}
    assert list_inconnus("{{ date debut }} {{ datte }} {{ datte }}", CHAMPS) == ["datte"]


def test_numbers_follow_the_order_and_skip_the_preamble():
    assert number_articles([False, True, True, False, True]) == [None, 1, 2, None, 3]
    assert (name_article(3, "Durée"), name_article(None, "Préambule")) == ("Article 3 – Durée", "Préambule")


@pytest.mark.parametrize(
    ("debut", "fin", "duree"),
    [
        (date(2024, 1, 1), date(2028, 12, 31), "cinq ans"),
        (date(2024, 1, 1), date(2024, 12, 31), "un an"),
        (date(2024, 1, 1), date(2029, 6, 30), "cinq ans et six mois"),
        (date(2024, 1, 1), date(2025, 6, 30), "18\u00a0mois"),
        (date(2024, 3, 1), date(2024, 3, 31), "un mois"),
        (date(2024, 1, 1), date(2028, 12, 30), "1\u00a0826\u00a0jours"),
        (date(2024, 2, 29), date(2028, 2, 28), "quatre ans"),
        (date(2010, 1, 1), date(2024, 12, 31), "15\u00a0ans"),
    ],
)
def test_a_duration_is_said_as_people_say_it(debut: date, fin: date, duree: str):
    assert build_duree(debut, fin).replace("\u202f", "\u00a0") == duree


def test_a_version_names_its_fields():
    texte = "« la Caf » : {{ caf }} ; du {{ Date début }}, selon {{ article_duree }} et {{ autre }}."
    assert name_champs(texte) == (
        "« la Caf » : [la Caf signataire] ; du [le premier jour], selon [le numéro d’un article] et [autre]."
    )
