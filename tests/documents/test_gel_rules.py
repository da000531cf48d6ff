"""What a frozen state keeps: blocks, their canonical text, the print that ignores identifiers. No database."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.documents.rules.blocs import (
    BlocIllisible,
    Tableau,
    dump_elements,
    list_lignes,
    load_elements,
    place_elements,
)
from convive.documents.rules.gel import (
    ContenuGele,
    compute_empreinte,
    compute_empreinte_vue,
    dump_contenu,
    get_empreinte_courte,
    load_contenu,
)
from convive.socle.texte import Bloc, NatureBloc, parse_texte

TEXTE = "# Accueil\n\nUn mot.\nUne ligne.\n\n- crèche\n- relais\n\n3. trois\n4. quatre"
TABLEAU = Tableau("Places", ("Commune", "Places"), (("Aubrelle", "12"), ("Civray", "s")))
JOUR = datetime(2026, 6, 12, 8, 30, tzinfo=UTC)


def compute(**autres) -> str:
    valeurs = {"objet_type": "note", "titre": "Un titre", "motif": "COPIL", "date": JOUR, "contenu": "{}"}
    return compute_empreinte(**(valeurs | autres))


def test_blocks_come_back_as_they_were():
    elements = (*parse_texte(TEXTE), TABLEAU, replace(TABLEAU, nombres=(1,)))
    # A table without columns of numbers is written as before there were any: its seal does not change.
    assert "nombres" not in dump_elements([TABLEAU])[0]
    assert load_elements(dump_elements(elements)) == elements
    contenu = ContenuGele("Un titre", elements, {"communes": ["86078"]})
    assert load_contenu("Un titre", dump_contenu(contenu)) == contenu


@given(st.text(max_size=300))
def test_any_text_comes_back_as_it_was(texte):
    elements = parse_texte(texte)
    assert load_elements(dump_elements(elements)) == elements


@pytest.mark.parametrize(
    "valeur",
    [
        None,
        "texte",
        ["texte"],
        [{"nature": "inconnue", "lignes": ["a"], "debut": 1}],
        [{"nature": "liste", "lignes": [], "debut": 1}],
        [{"nature": "liste", "lignes": [3], "debut": 1}],
        [{"nature": "liste", "lignes": ["a"], "debut": "1"}],
        [{"nature": "paragraphe", "lignes": ["a"]}],
        [{"nature": "tableau", "legende": "L", "entetes": ["a"], "lignes": [["1", "2"]]}],
        [{"nature": "tableau", "legende": None, "entetes": ["a"], "lignes": []}],
        [{"nature": "tableau", "legende": "L", "entetes": ["a"], "lignes": [], "nombres": ["0"]}],
    ],
)
def test_what_is_not_a_block_is_refused(valeur):
    with pytest.raises(BlocIllisible):
        load_elements(valeur)


@pytest.mark.parametrize("texte", ["", "[]", "{}", '{"donnees": {}}', '{"donnees": [], "elements": []}', "{"])
def test_content_that_was_broken_is_refused(texte):
    with pytest.raises(ValueError, match=r".*"):
        load_contenu("Un titre", texte)


def test_lines_of_blocks_are_those_that_one_reads():
    assert list_lignes((*parse_texte(TEXTE), TABLEAU)) == [
        "Accueil",
        "Un mot.",
        "Une ligne.",
        "• crèche",
        "• relais",
        "3. trois",
        "4. quatre",
        "Places",
        "Commune | Places",
        "Aubrelle | 12",
        "Civray | s",
    ]


def test_no_level_of_heading_is_skipped():
    seul = place_elements(parse_texte("## Sous-titre sans titre\n\nMot."), 2)
    assert [place.niveau for place in seul] == [2, 2]
    assert [place.niveau for place in place_elements(parse_texte("# A\n\n## B\n\n# C"), 3)] == [3, 4, 3]


def test_print_ignores_identifiers_wherever_they_are():
    un, autre = (f"voir /notes/{UUID(int=rang)}/ et la suite" for rang in (1, 2))
    for champ in ("titre", "motif", "contenu"):
        assert compute(**{champ: un}) == compute(**{champ: autre})


@pytest.mark.parametrize(
    "change",
    [
        {"objet_type": "plan"},
        {"titre": "Un autre"},
        {"motif": "Signature"},
        {"date": datetime(2026, 6, 12, 8, 31, tzinfo=UTC)},
        {"contenu": "{ }"},
    ],
)
def test_print_covers_all_the_rest(change):
    assert compute(**change) != compute()


def test_print_does_not_depend_on_the_time_zone():
    assert compute(date=JOUR.astimezone(ZoneInfo("Europe/Paris"))) == compute()


def test_parts_of_a_print_do_not_run_into_one_another():
    assert compute(titre="ab", motif="c") != compute(titre="a", motif="bc")


def test_print_of_a_page_changes_with_its_title_and_its_text():
    prints = {
        compute_empreinte_vue(ContenuGele(titre, (Bloc(NatureBloc.PARAGRAPHE, (texte,)),)))
        for titre in ("Un", "Deux")
        for texte in ("trois", "quatre")
    }
    assert len(prints) == 4


def test_short_print_is_read_aloud():
    assert get_empreinte_courte("0123456789abcdef" * 4) == "0123\u00a04567\u00a089AB\u00a0CDEF"
