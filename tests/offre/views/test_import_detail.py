"""What a file would do is read, corrected, done, undone, from one page."""

import pytest

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.offre.actions.imports import create_import
from convive.offre.models import ImportServices, ServiceEquipement

pytestmark = pytest.mark.django_db
CONTENU = "Service;Type;Truc\nRelais;rpe;x\nCrèche;Garderie;\n"


@pytest.fixture
def fichier(espace, chargee) -> ImportServices:
    return create_import(by=chargee, espace=espace, fichier=FichierRecu("a.csv", "csv", CONTENU.encode()))


@pytest.fixture
def url(fichier) -> str:
    return f"/espaces/{fichier.espace_id}/offre/imports/{fichier.pk}/"


def test_import_detail_from_the_reading_to_the_undoing(connecte, url, chargee, directeur, count_queries_get):
    client = connecte(chargee)
    page = client.get(url).content.decode().replace("\u00a0", " ")
    for words in ("1 service à créer", "1 ligne à corriger", "« Truc »", "n’est pas un type de l’espace"):
        assert words in page, words
    assert count_queries_get(client, url) <= 15
    assert "tout ou rien" in client.post(url, {"geste": "importer"}).content.decode()
    assert "l’un des boutons" in client.post(url, {"geste": "rien"}).content.decode()
    colonnes = {"geste": "colonnes", "nom": "0", "type_cle": "0"}
    assert "déjà prise" in client.post(url, colonnes).content.decode()
    assert client.post(url, colonnes | {"type_cle": "1", "precisions": "2"}).status_code == 302
    assert client.post(url, {"geste": "importer", "lignes": "bonnes"}).status_code == 302
    assert ServiceEquipement.objects.get().precisions == "x"
    client = connecte(directeur)
    assert "Annuler cet import" in client.get(url).content.decode()
    assert client.post(url, {"geste": "annuler"}).status_code == 302
    assert not ServiceEquipement.objects.exists()
    assert "Tout a été défait" in client.get(url).content.decode()


def test_import_detail_gives_a_file_up(connecte, url, chargee, directeur):
    assert connecte(directeur).get(url).status_code == 404
    client = connecte(chargee)
    assert client.post(url, {"geste": "abandonner"}).status_code == 302
    assert client.get(url).status_code == 404
