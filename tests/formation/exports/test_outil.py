"""A tool on one page, filled or blank."""

import io

import pytest
from pypdf import PdfReader

from convive.documents.actions.document import render_document
from convive.documents.registre import DocumentInconnu, types_documents
from convive.formation.models import OutilRempli
from convive.formation.selectors.ateliers_contenus import get_outils
from tests.formation.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cle", list(get_outils()))
def test_a_blank_tool_prints_on_one_page(espace, chargee, cle):
    rendu = render_document(get_place(chargee, espace), types_documents.get("outil_vierge"), "pdf", cle)
    pages = PdfReader(io.BytesIO(rendu.contenu)).pages
    assert len(pages) == 1
    assert get_outils()[cle].titre[:12] in pages[0].extract_text()


def test_a_filled_tool_says_where_it_comes_from(espace, chargee):
    rempli = OutilRempli.objects.create(
        espace=espace, cle="indicateur", titre="Le délai", valeurs={"nom": "Délai médian"}, provenance="Rempli ailleurs"
    )
    membre = get_place(chargee, espace)
    document = types_documents.get("outil_rempli")
    assert document.list_choix(membre) == [(str(rempli.pk), "Le délai")]
    texte = (
        PdfReader(io.BytesIO(render_document(membre, document, "pdf", str(rempli.pk)).contenu)).pages[0].extract_text()
    )
    assert "Délai médian" in texte
    assert "Rempli ailleurs" in texte
    # What helps to write is not for who reads: it leaves the box that is filled.
    assert "Sans elle, pas de cible" in texte
    rempli.valeurs = {"depart": "47 jours en 2025"}
    rempli.save()
    rendu = render_document(membre, document, "pdf", str(rempli.pk))
    assert "Sans elle, pas de cible" not in PdfReader(io.BytesIO(rendu.contenu)).pages[0].extract_text()


@pytest.mark.parametrize("cle", ["outil_vierge", "outil_rempli"])
def test_what_is_not_there_is_not_printed(espace, chargee, cle):
    with pytest.raises(DocumentInconnu):
        render_document(
            get_place(chargee, espace), types_documents.get(cle), "pdf", "3e9848b8-ac63-5881-9e04-1f307ceb23fa"
        )
