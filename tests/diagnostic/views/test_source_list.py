from datetime import UTC, datetime

import pytest
from django.urls import reverse

from convive.donnees.telechargement.moteur import Telechargement
from convive.donnees.telechargement.rapport import record_rapport
from convive.donnees.telechargement.rules import Changement
from tests.comptes.factories import CompteFactory


@pytest.mark.usefixtures("chiffres_base")
@pytest.mark.django_db
def test_missing_source_says_which_file_to_put(client):
    text = client.get(reverse("diagnostic:source_list")).content.decode()
    assert "fournie avec Convive" in text
    assert "non chargée" in text
    # Which file to put, and where, is for the person who runs the installation.
    assert "base_cc_comparateur*.zip" not in text
    client.force_login(CompteFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "base_cc_comparateur*.zip" in client.get(reverse("diagnostic:source_list")).content.decode()


@pytest.mark.usefixtures("chiffres")
@pytest.mark.django_db
def test_loaded_source_shows_its_vintages_and_licence(client):
    text = client.get(reverse("diagnostic:source_list")).content.decode()
    assert "chargée" in text
    assert "Licence Ouverte 2.0" in text
    assert "usages de Convive" in text


@pytest.mark.usefixtures("chiffres_base")
@pytest.mark.django_db
def test_last_download_is_told_to_all_and_another_offered_to_who_administers(client, settings, tmp_path):
    settings.DEPOT_DIR = tmp_path
    (tmp_path / ".telechargement").mkdir()
    bilans = [
        Telechargement("ips", "a.csv", "https://x", Changement.NOUVEAU),
        Telechargement("ips", "b.csv", "https://x", Changement.IDENTIQUE),
        Telechargement("ips", "c.csv", "https://x", Changement.ECHEC),
    ]
    record_rapport(tmp_path, bilans, datetime(2026, 11, 25, 8, tzinfo=UTC))
    url, telecharger = reverse("diagnostic:source_list"), reverse("diagnostic:telechargement_create")
    text = client.get(url).content.decode()
    assert "Dernier téléchargement le 25 novembre 2026 : 1 fichier nouveau ou révisé, 1 échec." in text
    assert telecharger not in text
    client.force_login(CompteFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert telecharger in client.get(url).content.decode()
