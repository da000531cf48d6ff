import pytest
from django.urls import reverse


@pytest.mark.usefixtures("chiffres_base")
@pytest.mark.django_db
def test_missing_source_says_which_file_to_put(client):
    text = client.get(reverse("diagnostic:source_list")).content.decode()
    assert "fournie avec Convive" in text
    assert "non chargée" in text
    assert "base_cc_comparateur*.zip" in text


@pytest.mark.usefixtures("chiffres")
@pytest.mark.django_db
def test_loaded_source_shows_its_vintages_and_licence(client):
    text = client.get(reverse("diagnostic:source_list")).content.decode()
    assert "chargée" in text
    assert "Licence Ouverte 2.0" in text
    assert "usages de Convive" in text
