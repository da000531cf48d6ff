"""The indicators as a workbook."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from convive.diagnostic.selectors.catalogue import get_coeur
from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_file(client, format: str, reference: str = CIVRAISIEN):
    return client.get(reverse("diagnostic:indicateur_export", kwargs={"reference": reference, "format": format}))


def read_csv(content: bytes) -> str:
    """The text of every sheet: one CSV file for each, in an archive."""
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(nom).decode("utf-8-sig") for nom in archive.namelist())


def test_workbook_has_every_indicator_and_every_year(client):
    workbook = load_workbook(BytesIO(get_file(client, "xlsx").content), read_only=True)
    assert workbook.sheetnames[:2] == ["Indicateurs", "Séries"]
    rows = list(workbook["Indicateurs"].iter_rows(values_only=True))
    by_code = {row[0]: row for row in rows}
    assert set(by_code) >= {fiche.code for fiche in get_coeur().fiches}
    assert by_code["A14"][5] == pytest.approx(29.825082630816652)
    assert by_code["A14"][12].startswith("100 × population_65p")
    assert by_code["C01"][5] not in ("", 0)


def test_other_formats_and_an_unknown_one(client):
    assert "Part des 65 ans ou plus" in read_csv(get_file(client, "csv").content)
    assert get_file(client, "ods").status_code == 200
    assert get_file(client, "docx").status_code == 404


def test_invented_figures_say_so_in_the_file(client):
    assert "données inventées" in read_csv(get_file(client, "csv", TROIS_GUES).content)
