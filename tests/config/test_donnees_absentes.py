"""Nothing prepared yet: every page that needs figures says so, and what to run to whoever administers Convive."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from convive.donnees import connexion
from tests.comptes.factories import CompteFactory
from tests.territoires.factories import CIVRAISIEN, create_pays


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/sources/", f"/portrait/{CIVRAISIEN}/", f"/portrait/{CIVRAISIEN}/export/docx/"])
def test_page_without_figures_shows_no_command_to_a_visitor(
    url: str, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DONNEES_DIR = tmp_path
    connexion.close_connexion()
    create_pays()
    response = client.get(url)
    page = response.content.decode()
    assert response.status_code == 503
    assert "Convive n’est pas encore prêt" in page
    assert "Les chiffres de cette page ne sont pas encore prêts." in page
    assert "./run" not in page
    assert "Retour à l’accueil" in page


@pytest.mark.django_db
def test_page_without_figures_says_what_to_run_to_an_administrator(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DONNEES_DIR = tmp_path
    connexion.close_connexion()
    client.force_login(CompteFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get("/sources/")
    assert response.status_code == 503
    assert "./run convive donnees build" in response.content.decode()
