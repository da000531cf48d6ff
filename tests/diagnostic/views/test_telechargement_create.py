"""The official files are asked for in the background by who administers the installation, and nobody waits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from convive.diagnostic.exports import telechargement
from convive.documents.actions.execution import SuiviTravail
from convive.documents.models import EtatTravail, Travail
from convive.donnees.declaration import Adresse, Source
from convive.donnees.erreurs import ConstructionEnCours
from convive.donnees.sources import registre
from convive.donnees.sources.registre import SourceDepot
from tests.comptes.factories import CompteFactory
from tests.donnees.serveur import Reponse, Serveur, build_fichier, open_serveur

pytestmark = pytest.mark.django_db
SOURCE = "populations_reference"
FICHIER = "donnees_communes_poplegales.csv"
CORPS = b"COM;PMUN\n01001;771\n01004;14134\n"


@pytest.fixture
def url() -> str:
    return reverse("diagnostic:telechargement_create")


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(CompteFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def serveur() -> Iterator[Serveur]:
    with open_serveur() as ouvert:
        yield ouvert


@pytest.fixture
def preparations(settings: Any, tmp_path: Path, serveur: Serveur, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """One source, with one address on the loopback; what was asked of the build."""
    settings.DEPOT_DIR, settings.MIROIR_SOURCES = tmp_path / "depot", serveur.base
    element = next(e for e in registre.SOURCES_DEPOT if e.source.identifiant == SOURCE)
    adresses = (Adresse("https://official.example/pop.csv", FICHIER),)
    source = Source(**{**element.source.__dict__, "adresses": adresses})
    monkeypatch.setattr("convive.donnees.actions.SOURCES_DEPOT", (SourceDepot(source, element.build),))
    monkeypatch.setattr(telechargement, "SOURCES", {SOURCE: source})
    monkeypatch.setattr("convive.donnees.telechargement.client.compute_attente", lambda *_: 0.0)
    demandes: list[Any] = []

    def record_build(*, donnees_dir: Path, depot_dir: Path, progression: Any) -> None:
        demandes.append((donnees_dir, depot_dir))
        progression("Totaux", 1, 2)

    monkeypatch.setattr("convive.donnees.actions.build_donnees", record_build)
    return demandes


def test_page_is_for_who_administers(client, admin, url):
    assert client.get(url).status_code == 302
    client.force_login(CompteFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403
    assert not Travail.objects.exists()
    assert admin.get(url).status_code == 200


def test_without_depot_it_says_what_to_set(admin, url, settings):
    settings.DEPOT_DIR = None
    assert "CONVIVE_DEPOT" in admin.get(url).text
    assert admin.post(url).status_code == 200
    assert not Travail.objects.exists()


def test_job_brings_the_files_prepares_and_leaves_its_report(admin, url, serveur, preparations, settings, monkeypatch):
    etapes: list[tuple[int, str]] = []
    ancien = SuiviTravail.record_progression

    def record_progression(self: SuiviTravail, pourcent: int, etape: str = "") -> None:
        etapes.append((pourcent, etape))
        ancien(self, pourcent, etape)

    monkeypatch.setattr(SuiviTravail, "record_progression", record_progression)
    serveur.answer("/official.example/pop.csv", Reponse(statut=503), build_fichier(CORPS, '"un"'))
    reponse = admin.post(url, {"sources": [SOURCE]})
    travail = Travail.objects.get()
    assert reponse["Location"] == reverse("documents:travail_detail", args=[travail.pk])
    assert (travail.etat, travail.url) == (EtatTravail.FINI, url)
    assert (settings.DEPOT_DIR / FICHIER).read_bytes() == CORPS
    assert preparations == [(settings.DONNEES_DIR, settings.DEPOT_DIR)]
    assert [pourcent for pourcent, _ in etapes] == [0, 0, 80, 90]
    assert "le serveur répond 503, nouvel essai dans 0\u00a0s (2 sur 6)" in etapes[0][1]
    assert etapes[2][1] == f"{FICHIER}\u00a0: nouveau fichier"
    assert etapes[3][1] == "Préparation des chiffres\u00a0: Totaux"
    page = admin.get(url).text
    assert "La dernière fois" in page
    assert "nouveau fichier" in page
    assert admin.get(reponse["Location"]).status_code == 200


def test_dead_service_ends_the_job_and_the_page_says_it(admin, url, serveur, preparations):
    serveur.answer("/official.example/pop.csv", Reponse(statut=500))
    admin.post(url)
    assert Travail.objects.get().etat == EtatTravail.FINI
    assert "le serveur répond 500, après 6 essais" in admin.get(url).text


def test_source_without_address_is_refused(admin, url, preparations):
    page = admin.post(url, {"sources": ["insee"]}).text
    assert "n’a pas d’adresse" in page
    assert not Travail.objects.exists()


def test_job_that_cannot_run_says_why(admin, url, serveur, preparations, monkeypatch):
    serveur.answer("/official.example/pop.csv", build_fichier(CORPS, '"un"'))

    def refuse(**_: Any) -> None:
        raise ConstructionEnCours

    monkeypatch.setattr("convive.donnees.actions.build_donnees", refuse)
    admin.post(url)
    travail = Travail.objects.get()
    assert travail.etat == EtatTravail.ECHOUE
    assert travail.erreur.startswith("Une autre préparation des données est en cours")


def test_right_lost_meanwhile_stops_the_job(settings, preparations):
    class Suivi:
        compte = CompteFactory(is_staff=False)

    with pytest.raises(telechargement.TravailRefuse, match="n’administrez plus"):
        telechargement.run_telechargement(Suivi(), sources=[])
    Suivi.compte = CompteFactory(is_staff=True)
    settings.DEPOT_DIR = None
    with pytest.raises(telechargement.TravailRefuse, match="CONVIVE_DEPOT"):
        telechargement.run_telechargement(Suivi(), sources=[])
