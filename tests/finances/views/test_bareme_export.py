import csv
from io import StringIO

import pytest

from tests.finances.factories import CLE, create_parametre_essai

pytestmark = pytest.mark.django_db


def test_the_table_holds_every_value_and_what_is_unknown(connecte, espace, chargee):
    create_parametre_essai(espace, cle="alsh.ps.horaire", valeur="0.61")
    response = connecte(chargee).get(f"/espaces/{espace.pk}/finances/baremes/telecharger/")
    assert response["Content-Disposition"] == 'attachment; filename="baremes.csv"'
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    siennes = [row for row in rows if row["origine"] == "Saisi par votre équipe"]
    assert [(row["valeur"], row["date_debut"]) for row in siennes] == [("0,61", "01/01/2026")]
    assert [row["valeur"] for row in rows if row["cle"] == CLE] == [""]
    assert [row["valeur"] for row in rows if row["cle"] == "psu.taux"] == ["66"]
