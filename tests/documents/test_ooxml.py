"""The check of a DOCX sees each fault that would make Word repair it, or leave a reader without a text."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from convive.documents.rendu import render_docx
from tests.documents.factories import build_document
from tests.documents.mairie import build_docx_mairie
from tests.documents.ooxml import list_defauts, list_titres

DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def fichier() -> bytes:
    return render_docx(build_document())


def change(fichier: bytes, nom: str, motif: str, remplace: str | Callable[[re.Match[str]], str]) -> bytes:
    """The same file where one thing was changed."""
    sortie = BytesIO()
    with zipfile.ZipFile(BytesIO(fichier)) as archive, zipfile.ZipFile(sortie, "w") as copie:
        for part in archive.namelist():
            contenu = archive.read(part)
            if part == nom:
                texte, fois = re.subn(motif, remplace, contenu.decode(), count=1, flags=re.DOTALL)
                assert fois == 1
                contenu = texte.encode()
            copie.writestr(part, contenu)
    return sortie.getvalue()


def test_what_convive_writes_has_no_fault(fichier: bytes) -> None:
    assert list_defauts(fichier) == []
    assert list_defauts(render_docx(build_document(), build_docx_mairie())) == []
    assert [niveau for niveau, _ in list_titres(fichier)][:2] == [1, 2]


@pytest.mark.parametrize(
    ("nom", "motif", "remplace", "defaut"),
    [
        (DOCUMENT, r"(<w:pStyle [^>]*/>)", r"<w:jc w:val='left'/>\1", "pStyle après jc dans pPr"),
        (DOCUMENT, r"(<w:tblPr>)", r"\1<w:inconnu/>", "inconnu dans tblPr"),
        (DOCUMENT, r"<w:tblGrid>.*?</w:tblGrid>", "", "tbl sans tblGrid"),
        (DOCUMENT, r"<w:gridCol [^>]*/>", "", "cellules pour"),
        (DOCUMENT, r"<w:sectPr\b", r"<w:sectPr/><w:sectPr", "la section ne finit pas le corps"),
        (DOCUMENT, r'descr="[^"]+"', 'descr=" "', "n’a pas de texte de remplacement"),
        (DOCUMENT, r'cx="\d+"', 'cx="0"', "n’a pas de dimensions"),
        (DOCUMENT, r'<wp:extent cx="\d+"', '<wp:extent cx="99999999"', "dépasse la marge"),
        (DOCUMENT, r'r:embed="[^"]+"', 'r:embed="rIdAbsent"', "rIdAbsent, qui n’existe pas"),
        (DOCUMENT, r'(<w:pStyle w:val=")[^"]+', r"\1Absent", "le style Absent n’existe pas"),
        (DOCUMENT, r"<w:bookmarkEnd [^>]*/>", "", "un signet n’a pas de fin"),
        (DOCUMENT, r'(<w:pStyle w:val=")(?:Heading|Titre)2', r"\1Heading4", "saute un niveau"),
        (
            DOCUMENT,
            r"</w:p>(\s*)</w:tc>",
            r"</w:p><w:bookmarkStart w:id='9999' w:name='x'/></w:tc>",
            "une cellule ne finit",
        ),
        ("word/styles.xml", r'(<w:basedOn w:val=")[^"]+', r"\1Absent", "suit un style absent"),
        ("word/_rels/document.xml.rels", r'Target="styles.xml"', 'Target="absent.xml"', "absent.xml n’existe pas"),
        ("[Content_Types].xml", r'Extension="odttf"', 'Extension="jpg"', "n’a pas de type de contenu"),
        (
            "word/settings.xml",
            r"(<w:settings[^>]*>)",
            r"\1<w:listSeparator w:val=';'/>",
            "après listSeparator dans settings",
        ),
    ],
)
def test_each_fault_is_seen(fichier: bytes, nom: str, motif: str, remplace: str, defaut: str) -> None:
    assert any(defaut in trouve for trouve in list_defauts(change(fichier, nom, motif, remplace)))
