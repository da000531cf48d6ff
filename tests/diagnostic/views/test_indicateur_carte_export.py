"""The A3 sheet: its title, its source, its figures in words."""

import io
from xml.etree import ElementTree

import pypdf
import pytest
from django.urls import reverse

from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_file(client, format: str, reference: str = CIVRAISIEN, indicateur: str = "part_65p"):
    kwargs = {"reference": reference, "indicateur": indicateur, "format": format}
    return client.get(reverse("diagnostic:indicateur_carte_export", kwargs=kwargs))


def test_sheet_says_what_it_shows_and_where_it_comes_from(client):
    response = get_file(client, "svg")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own drawing
    texts = " ".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert (root.attrib["width"], root.attrib["height"]) == ("420mm", "297mm")
    assert "Part des 65" in texts
    assert "Source" in texts
    # A name and its figure, for a sheet without colours.
    assert "Valence-en-Poitou" in texts
    assert "chiffres inventés" in get_file(client, "svg", TROIS_GUES).content.decode()


def test_image_is_a_large_png(client):
    response = get_file(client, "png")
    assert response.content.startswith(b"\x89PNG")
    assert int.from_bytes(response.content[16:20], "big") >= 1500


def test_sheet_is_an_accessible_pdf_of_one_a3_page(client):
    response = get_file(client, "pdf")
    assert response["Content-Type"] == "application/pdf"
    lu = pypdf.PdfReader(io.BytesIO(response.content))
    (page,) = lu.pages
    assert [round(float(cote) / 72 * 25.4) for cote in (page.mediabox.width, page.mediabox.height)] == [420, 297]
    # A name and its figure: read without its colours.
    assert "Valence-en-Poitou" in page.extract_text()
    assert "Source" in page.extract_text()
    assert "Part des 65" in lu.metadata.title
    racine = lu.trailer["/Root"]
    assert racine["/Lang"] == "fr"
    assert "<pdfuaid:part>1</pdfuaid:part>" in racine["/Metadata"].get_data().decode()


def test_what_cannot_be_drawn_is_not_found(client):
    assert get_file(client, "svg", indicateur="taux_couverture_global").status_code == 404
    assert get_file(client, "bmp").status_code == 404
