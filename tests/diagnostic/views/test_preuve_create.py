import pytest

from convive.diagnostic.models import PreuveConstat
from convive.espaces.actions.espace import create_espace
from tests.diagnostic.conftest import CIVRAISIEN
from tests.diagnostic.factories import create_constat_essai, create_parole_essai
from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db
CHIFFRE = {
    "sorte": "saisie",
    "libelle": "Demandes sans réponse",
    "valeur": "12,5",
    "unite": "%",
    "millesime": "2025",
    "source": "Caf, fichier du 3 mars",
}


def get_url(constat) -> str:
    return f"/espaces/{constat.espace_id}/constats/{constat.pk}/preuves/ajouter/"


def test_preuve_create_freezes_a_figure_of_the_portrait(pays_reel, chiffres_base, connecte):
    chargee = create_compte("chargee")
    constat = create_constat_essai(create_espace(by=chargee, reference=CIVRAISIEN), preuves=(), partage=False)
    client = connecte(chargee)
    page = client.get(get_url(constat)).content.decode()
    assert '<option value="population_municipale">' in page
    client.post(get_url(constat), {"sorte": "portrait", "indicateur": "population_municipale"})
    preuve = PreuveConstat.objects.get()
    assert (preuve.valeur, preuve.unite, preuve.statut) == (26641.0, "habitants", "valeur")
    assert preuve.millesime == "2023"
    assert preuve.source
    assert preuve.territoire
    assert "Choisissez un chiffre." in client.post(get_url(constat), {"sorte": "portrait"}).content.decode()


def test_preuve_create_keeps_a_typed_figure_with_its_source(connecte, espace, chargee):
    constat, client = create_constat_essai(espace, preuves=(), partage=False), connecte(chargee)
    assert client.post(get_url(constat), CHIFFRE).status_code == 302
    preuve = PreuveConstat.objects.get()
    assert (preuve.valeur, preuve.affichage, preuve.source) == (12.5, "12,5", "Caf, fichier du 3 mars")
    page = client.post(get_url(constat), CHIFFRE | {"source": ""}).content.decode()
    assert "Demandes sans réponse" in page
    assert PreuveConstat.objects.count() == 1


def test_preuve_create_lays_words_once(connecte, espace, chargee):
    constat, parole = create_constat_essai(espace, preuves=(), partage=False), create_parole_essai(espace)
    client, data = connecte(chargee), {"sorte": "parole", "choix": str(parole.pk)}
    assert client.post(get_url(constat), data).status_code == 302
    assert "déjà sous ce constat" in client.post(get_url(constat), data).content.decode()
    assert PreuveConstat.objects.get().parole == parole


def test_preuve_create_takes_no_words_of_another_espace(connecte, espace, chargee):
    constat = create_constat_essai(espace, preuves=(), partage=False)
    ailleurs = create_parole_essai(create_espace_civraisien(chargee, nom="Voisin"))
    data = {"sorte": "parole", "choix": str(ailleurs.pk)}
    assert connecte(chargee).post(get_url(constat), data).status_code == 404
    for forged in ({"sorte": "document", "choix": str(ailleurs.pk)}, {"sorte": "inconnue"}, {}):
        assert connecte(chargee).post(get_url(constat), forged).status_code == 200
    assert not PreuveConstat.objects.exists()


def test_preuve_create_finds_words(connecte, espace, chargee):
    constat = create_constat_essai(espace)
    create_parole_essai(espace, "Le soir, rien.")
    client = connecte(chargee)
    assert "Le soir, rien." in client.get(f"{get_url(constat)}?q=soir").content.decode()
    assert "Aucune parole n’a ces mots." in client.get(f"{get_url(constat)}?q=matin").content.decode()
    client.post(get_url(constat), {"sorte": "observation", "texte": "Vu de mes yeux."})
    assert constat.preuves.filter(nature="observation", texte="Vu de mes yeux.").exists()
