"""Nothing prepared yet: every page that needs figures says what to run."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from convive.donnees import connexion
from tests.territoires.factories import CIVRAISIEN, create_pays


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/sources/", f"/portrait/{CIVRAISIEN}/", f"/portrait/{CIVRAISIEN}/export/docx/"])
def test_page_without_figures_says_what_to_run(url: str, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DONNEES_DIR = tmp_path
    connexion.close_connexion()
    create_pays()
    response = client.get(url)
    page = response.content.decode()
    assert response.status_code == 503
    assert "Convive n’est pas encore prêt" in page
    assert "./run convive donnees build" in page
    assert "Retour à l’accueil" in page
