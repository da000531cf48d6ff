import pytest
from django.urls import reverse

from convive.documents.rules.inspection import inspect_modele

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", ["docx", "odt", "pptx"])
def test_model_to_start_from_is_one_that_would_be_accepted(format: str, espace, lectrice, connecte):
    response = connecte(lectrice).get(reverse("documents:modele_depart_export", args=[espace.pk, format]))
    assert inspect_modele(response.content, f"modele.{format}").format == format


def test_model_of_another_format_does_not_exist(espace, lectrice, connecte):
    url = reverse("documents:modele_depart_export", args=[espace.pk, "xlsx"])
    assert connecte(lectrice).get(url).status_code == 404
