from io import BytesIO

import docx
import pytest
from django.urls import reverse

from convive.documents.actions.modele import create_modele
from tests.documents.mairie import ADRESSE, build_docx_mairie

pytestmark = pytest.mark.django_db


def test_sample_comes_in_the_model_of_today(espace, chargee, lectrice, connecte):
    create_modele(by=chargee, espace=espace, nom_fichier="m.docx", contenu=build_docx_mairie())
    response = connecte(lectrice).get(reverse("documents:modele_exemple_export", args=[espace.pk, "docx"]))
    lu = docx.Document(BytesIO(response.content))
    assert lu.sections[0].footer.paragraphs[0].text == ADRESSE
    assert "Exemple fictif." in lu.paragraphs[1].text
    assert response["Content-Disposition"] == 'attachment; filename="exemple-fictif.docx"'


def test_sample_exists_in_the_formats_that_take_a_model(espace, lectrice, connecte):
    for format in ("xlsx", "zip", "inconnu"):
        response = connecte(lectrice).get(reverse("documents:modele_exemple_export", args=[espace.pk, format]))
        assert response.status_code == 404
