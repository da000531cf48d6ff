"""What a list of conventions would do is read, corrected, done, undone, from one page."""

import pytest

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.offre.actions.imports_cof import create_import_cofs
from convive.offre.models import Cof, ImportCofs
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
CONTENU = "Numéro;Service;Du;Fini\nA-1;Relais;01/01/2024;31/12/2024\nA-2;;01/01/2024;\n"


@pytest.fixture
def fichier(espace, chargee) -> ImportCofs:
    create_service_essai(espace, "Relais", "rpe")
    return create_import_cofs(by=chargee, espace=espace, fichier=FichierRecu("a.csv", "csv", CONTENU.encode()))


@pytest.fixture
def url(fichier) -> str:
    return f"/espaces/{fichier.espace_id}/offre/conventions/imports/{fichier.pk}/"


def test_detail_from_the_reading_to_the_undoing(connecte, url, chargee, directeur, count_queries_get):
    client = connecte(chargee)
    page = client.get(url).content.decode().replace("\u00a0", " ")
    assert "colonne du fichier n’est pas reprise" in page
    assert "Il manque le dernier jour" in page
    assert count_queries_get(client, url) <= 15
    colonnes = {"geste": "colonnes", "numero": "0", "service": "1", "date_debut": "2", "date_fin": "3"}
    assert client.post(url, colonnes).status_code == 302
    page = client.get(url).content.decode().replace("\u00a0", " ")
    assert "1 convention à créer" in page
    assert "1 ligne à corriger" in page
    assert "tout ou rien" in client.post(url, {"geste": "importer"}).content.decode()
    assert client.post(url, {"geste": "importer", "lignes": "bonnes"}).status_code == 302
    assert [service.nom for service in Cof.objects.get().services.all()] == ["Relais"]
    client = connecte(directeur)
    assert "Annuler cet import" in client.get(url).content.decode()
    assert client.post(url, {"geste": "annuler"}).status_code == 302
    assert not Cof.objects.exists()
    assert "Tout a été défait" in client.get(url).content.decode()


def test_detail_gives_a_file_up(connecte, url, chargee, directeur):
    assert connecte(directeur).get(url).status_code == 404
    client = connecte(chargee)
    assert client.post(url, {"geste": "abandonner"}).status_code == 302
    assert client.get(url).status_code == 404
