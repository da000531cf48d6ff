"""A tool on one page, as a team filled it."""

import io
from uuid import uuid4

import pytest
from pypdf import PdfReader

from convive.documents.actions.document import render_document
from convive.documents.registre import DocumentInconnu, types_documents
from convive.prise_poste.models import OutilRempli
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


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


def test_what_is_not_there_is_not_printed(espace, chargee):
    with pytest.raises(DocumentInconnu):
        render_document(get_place(chargee, espace), types_documents.get("outil_rempli"), "pdf", str(uuid4()))
