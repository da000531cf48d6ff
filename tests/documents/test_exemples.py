"""The sample of every document of the registry: each of its formats says the same words, and that they are invented;
its DOCX follows the standard."""

import pytest

from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import FORMATS, Contenu, Famille
from tests.documents.ooxml import list_defauts
from tests.documents.textes import build_attendu, read_texte

pytestmark = pytest.mark.django_db
# Built from the figures of the installation: those of the packaged base, with its fictional territory.
DONNEES = {"portrait": ("chiffres_base", "pays_reel")}
EXEMPLES = [(t.cle, f.extension) for t in types_documents.list_all() for f in t.formats]
contenus: dict[tuple[str, Famille], Contenu] = {}


@pytest.fixture
def contenu(cle: str, format: str, request) -> Contenu:
    """Built once for the formats of a family."""
    famille = FORMATS[format].famille
    if (cle, famille) not in contenus:
        for fixture in DONNEES.get(cle, ()):
            request.getfixturevalue(fixture)
        contenus[cle, famille] = types_documents.get(cle).build_exemple(famille)
    return contenus[cle, famille]


@pytest.mark.parametrize(("cle", "format"), EXEMPLES, ids=["-".join(exemple) for exemple in EXEMPLES])
def test_every_format_of_a_document_says_the_same_words(cle: str, format: str, contenu: Contenu) -> None:
    attendu = build_attendu(contenu, format)
    assert len(attendu) > 100
    fichier = render_contenu(contenu, format).contenu
    assert read_texte(format, fichier) == attendu
    assert format != "docx" or list_defauts(fichier) == []
    # A CSV has nothing but its rows: the name of its file says it.
    assert format == "csv" or "inventé" in attendu


def test_a_document_without_a_sample_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="build_exemple"):
        TypeDocument("x", "T", "", (Famille.TEXTE,), bool, lambda *_: None)  # type: ignore[call-arg]  # what is tried
