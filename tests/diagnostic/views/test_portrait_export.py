"""The portrait as files, from the page."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.urls import reverse
from odfdo import Document
from pypdf import PdfReader

from convive.territoires.actions import create_perimetre
from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def download(client, format: str, reference: str = CIVRAISIEN) -> bytes:
    response = client.get(reverse("diagnostic:portrait_export", args=[reference, format]))
    assert response.status_code == 200
    assert f"portrait-{reference}.{format}" in response["Content-Disposition"]
    return response.content


def test_docx_holds_the_figures_the_charts_and_the_sources(client):
    document = docx.Document(BytesIO(download(client, "docx")))
    text = "\n".join(p.text for p in document.paragraphs) + "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "CC du Civraisien en Poitou" in text
    assert "26\u202f641" in text
    assert "Sources, licences et seuils" in text
    # At least a chart and the map.
    assert len(document.inline_shapes) >= 2


def test_odt_opens_with_its_headings(client):
    document = Document(BytesIO(download(client, "odt")))
    titles = [heading.text_recursive.strip() for heading in document.body.headers]
    assert "Démographie" in titles
    assert "Commune par commune" in titles


def test_pdf_is_tagged_french_and_titled(client):
    reader = PdfReader(BytesIO(download(client, "pdf")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")
    assert "Civraisien" in str(reader.metadata.title)
    text = "".join(page.extract_text() for page in reader.pages)
    assert "26 641 habitants en 2023" in text.replace("\u00a0", " ").replace("\u202f", " ")


def test_xlsx_keeps_unrounded_numbers_and_words_for_what_is_missing(client):
    workbook = openpyxl.load_workbook(BytesIO(download(client, "xlsx")))
    assert workbook.sheetnames == ["Chiffres", "Communes", "Lectures", "Sources"]
    rows = {row[0]: row for row in workbook["Chiffres"].iter_rows(values_only=True) if row[0]}
    assert rows["population_municipale"][4] == 26_641
    assert rows["part_65p"][4] == pytest.approx(29.825, abs=0.001)
    assert "non calculable" in str(rows["taux_pauvrete"][4])


def test_fictional_documents_say_so(client):
    text = "\n".join(p.text for p in docx.Document(BytesIO(download(client, "docx", TROIS_GUES))).paragraphs)
    assert "inventés" in text


@pytest.mark.parametrize(("reference", "format"), [(CIVRAISIEN, "exe"), ("999999998", "docx")])
def test_unknown_format_or_territory_is_a_404(client, reference: str, format: str):
    assert client.get(reverse("diagnostic:portrait_export", args=[reference, format])).status_code == 404


@pytest.mark.parametrize("sign", ["\U0001f600", "中"])
def test_pdf_of_a_name_without_a_font_offers_the_other_formats(client, sign: str):
    saved = create_perimetre(codes=["86082", "86078"], nom=f"Bassin {sign}", date_validite=date(2026, 1, 1))
    response = client.get(reverse("diagnostic:portrait_export", args=[saved.reference, "pdf"]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "la police n’a pas ce signe" in page
    assert f"/portrait/{saved.reference}/export/docx/" in page
    assert f"/portrait/{saved.reference}/export/pdf/" not in page
    assert download(client, "docx", saved.reference)
