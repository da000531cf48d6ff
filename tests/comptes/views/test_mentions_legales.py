import pytest


@pytest.mark.django_db
def test_editor_is_that_of_the_settings(client, settings):
    settings.EDITEUR = settings.EDITEUR | {"nom": "Éditeur d’essai", "hebergeur": ""}
    page = client.get("/mentions-legales/").text
    assert "Éditeur d’essai" in page
    assert "CONVIVE_HEBERGEUR" in page
    assert "EUPL" in page
