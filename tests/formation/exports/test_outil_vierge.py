"""A tool on one page, to fill by hand."""

import io

import pytest
from pypdf import PdfReader

from convive.documents.actions.document import render_document
from convive.documents.registre import DocumentInconnu, types_documents
from convive.prise_poste.selectors.contenus import get_outils
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cle", list(get_outils()))
def test_a_blank_tool_prints_on_one_page(espace, chargee, cle):
    rendu = render_document(get_place(chargee, espace), types_documents.get("outil_vierge"), "pdf", cle)
    pages = PdfReader(io.BytesIO(rendu.contenu)).pages
    assert len(pages) == 1
    # There is room to write: the last line of the table is in the lower half of the page.
    bas = []
    pages[0].extract_text(visitor_text=lambda texte, _cm, tm, _f, _t: bas.append((texte.strip(), tm[5])))
    derniere = next(y for texte, y in bas if texte.startswith("Convive, ") or ", le " in texte)
    assert derniere < float(pages[0].mediabox.height) / 2
    assert get_outils()[cle].titre[:12] in pages[0].extract_text()


def test_what_does_not_exist_is_not_printed(espace, chargee):
    with pytest.raises(DocumentInconnu):
        render_document(get_place(chargee, espace), types_documents.get("outil_vierge"), "pdf", "rien")
