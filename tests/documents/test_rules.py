"""Rules of documents and workbooks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.documents import rules
from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rules import Cellule, Classeur, Colonne, DocumentInvalide, Feuille
from convive.documents.rules.diaporama import split_lignes
from convive.donnees.rules import Statut
from tests.documents.factories import METADONNEES


@given(st.lists(st.text(max_size=60), max_size=8))
def test_sheet_titles_are_accepted_and_unlike(titres: list[str]) -> None:
    pris: list[str] = []
    for titre in titres:
        pris.append(rules.build_titre_feuille(titre, pris))
    assert len({titre.casefold() for titre in pris}) == len(pris)
    for titre in pris:
        assert 1 <= len(titre) <= 31
        assert not set(titre) & set("[]:*?/\\")
        assert not titre.startswith("'")
        assert not titre.endswith("'")


def test_sheet_titles_are_numbered() -> None:
    assert rules.build_titre_feuille("Données", ["données", "Données (2)"]) == "Données (3)"
    assert rules.build_titre_feuille("History", []) == "History (2)"
    assert rules.build_titre_feuille("''", []) == "Feuille"


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (0, 0),
        (Cellule(0.0), 0.0),
        (Cellule(3.0, Statut.SECRET), "s, secret"),
        (Cellule(None), "nd, non disponible"),
        (None, "nd, non disponible"),
        ("", ""),
        (date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_cell_content(valeur: rules.ValeurCellule, attendu: object) -> None:
    assert rules.get_contenu_cellule(valeur) == attendu


def test_control_characters_are_removed() -> None:
    assert clean_texte("a\x00b\x1fc\ufffe\td\n\ud800\U0001f600") == "abc\td\n\U0001f600"


@pytest.mark.parametrize(
    ("feuilles", "message"),
    [
        ([], "au moins une feuille"),
        ([Feuille("A", [], [])], "n’a pas de colonne"),
        ([Feuille("A", [Colonne("x")], [["1", "2"]])], "ligne 1\u00a0: 2 cellules pour 1 colonnes"),
        ([Feuille("A", [Colonne("x")], range(1_048_001))], "1048001 lignes"),
    ],
)
def test_workbook_refused(feuilles: list[Feuille], message: str) -> None:
    with pytest.raises(DocumentInvalide, match=message):
        rules.validate_classeur(Classeur("T", feuilles, METADONNEES))


def test_formats_have_an_extension_a_type_and_a_french_label() -> None:
    assert list(rules.FORMATS) == ["docx", "odt", "pdf", "epub", "pptx", "odp", "xlsx", "ods", "csv", "zip"]
    assert [f.extension for f in rules.list_formats(rules.Famille.CLASSEUR)] == ["xlsx", "ods", "csv"]
    for nom, format_document in rules.FORMATS.items():
        assert format_document.extension == nom
        assert "/" in format_document.type_mime
        assert format_document.sigle in format_document.libelle or nom == "zip"


def test_a_short_table_is_one_slide_and_a_long_one_is_shared_out() -> None:
    entetes = ("Action", "Ce qui bloque")
    assert split_lignes(entetes, []) == []
    assert [len(page) for page in split_lignes(entetes, [("Ouvrir", "Le foncier " * 7)] * 3)] == [3]
    assert [len(page) for page in split_lignes(entetes, [("Ouvrir", "Le foncier")] * 9)] == [9]
    # Ten are five and five, never nine and one.
    assert [len(page) for page in split_lignes(entetes, [("Ouvrir", "Le foncier")] * 10)] == [5, 5]
    # Sentences of several lines: fewer on each, none lost.
    pages = split_lignes(entetes, [("Ouvrir " * 12, f"{rang} {'foncier ' * 12}") for rang in range(9)])
    assert len(pages) == 2
    assert [ligne[1].split()[0] for page in pages for ligne in page] == [str(rang) for rang in range(9)]
