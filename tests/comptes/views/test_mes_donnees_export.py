"""Taking one's data away: a page to read, a file for another tool, no secret, no one else."""

import io
import json
import zipfile

import pytest
from allauth.mfa.models import Authenticator

from convive.comptes.registre import donnees_personnelles
from convive.journal.models import Journal
from tests.comptes.factories import CompteFactory

URL = "/compte/mes-donnees/emporter/"


@pytest.fixture
def fichiers(client, compte) -> dict[str, str]:
    CompteFactory(email="autre@exemple.test", nom_affiche="Quelqu’un d’autre")
    Authenticator.objects.create(user=compte, type=Authenticator.Type.TOTP, data={"secret": "SECRETSECRET"})
    compte.nom_affiche = "Camille <b>Roux</b>"
    compte.save()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(URL)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mes-donnees-convive.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {nom: archive.read(nom).decode() for nom in archive.namelist()}


def test_both_files_hold_the_same(fichiers, compte):
    assert set(fichiers) == {"donnees.html", "donnees.json"}
    contenu = json.loads(fichiers["donnees.json"])
    assert contenu["format"] == "convive.donnees_personnelles"
    assert [rubrique["libelle"] for rubrique in contenu["rubriques"]] == [
        declaration.libelle for declaration in donnees_personnelles.get_all()
    ]
    assert contenu["rubriques"][0]["lignes"][0]["adresse électronique"] == compte.email
    assert compte.email in fichiers["donnees.html"]
    assert "Camille &lt;b&gt;Roux" in fichiers["donnees.html"]


def test_no_secret_and_no_one_else_leaves(fichiers, compte):
    for contenu in fichiers.values():
        for words in ("SECRETSECRET", "autre@exemple.test", compte.password, "argon2", "Quelqu’un d’autre"):
            assert words not in contenu


def test_the_page_says_what_an_address_without_proof_leaves_out(client, compte):
    compte.emailaddress_set.update(verified=False)
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    archive = zipfile.ZipFile(io.BytesIO(client.post(URL).content))
    assert "Votre adresse n’est pas confirmée" in archive.read("donnees.html").decode()


def test_taking_away_is_written_in_the_journal(fichiers, compte):
    ligne = Journal.objects.get(geste="exporter")
    assert (ligne.auteur, ligne.objet_libelle) == (compte, "Ses données personnelles")


def test_a_link_does_not_take_anything_away(client, compte):
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(URL).status_code == 405
    assert not Journal.objects.exists()
