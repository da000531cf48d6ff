from datetime import date

import pytest

from convive.acteurs.models import Organisation, Rapprochement
from tests.acteurs.factories import create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def get_url(cle: str, gardee, autre) -> str:
    return f"/espaces/{gardee.espace_id}/acteurs/doublons/{cle}/{gardee.pk}/{autre.pk}/"


@pytest.fixture
def paire(espace):
    return (
        create_organisation_essai(espace, telephone="1", code_commune="86078"),
        create_organisation_essai(espace, "Les passeurs du Gue", telephone="2", position="favorable"),
    )


def test_doublon_update_compares_and_joins(connecte, chargee, paire):
    gardee, autre = paire
    url, client = get_url("organisation", gardee, autre), connecte(chargee)
    response = client.get(url)
    lignes = {ligne.champ: (ligne.gardee, ligne.autre, ligne.is_choix) for ligne in response.context["lignes"]}
    assert lignes["telephone"] == ("1", "2", True)
    assert lignes["code_commune"] == ("Civray", "", False)
    assert lignes["position"] == ("", "Favorable", False)
    assert get_url("organisation", autre, gardee) in response.content.decode()
    response = client.post(url, {"geste": "fusionner", "telephone": "autre", "nom": "gardee"})
    assert response.headers["Location"] == f"/espaces/{gardee.espace_id}/acteurs/organisations/{gardee.pk}/"
    gardee.refresh_from_db()
    assert (gardee.nom, gardee.telephone, gardee.position) == ("Les Passeurs du Gué", "2", "favorable")
    assert client.get(url).status_code == 404


def test_doublon_update_sets_two_cards_apart(connecte, chargee, paire):
    page = connecte(chargee).post(get_url("organisation", *paire), {"geste": "distinctes"}, follow=True)
    assert "deux fiches distinctes" in page.content.decode()
    assert Rapprochement.objects.get().decision == "distinctes"
    assert Organisation.objects.filter(fusionnee_dans__isnull=True).count() == 2


def test_doublon_update_compares_people(connecte, espace, chargee):
    gardee = create_personne_essai(espace, date_collecte=date(2026, 1, 5), civilite="madame")
    autre = create_personne_essai(espace, "Bellegue", date_collecte=date(2025, 1, 5))
    url, client = get_url("personne", gardee, autre), connecte(chargee)
    lignes = {ligne.champ: (ligne.gardee, ligne.autre) for ligne in client.get(url).context["lignes"]}
    assert lignes["date_collecte"] == ("5\u00a0janvier\u00a02026", "5\u00a0janvier\u00a02025")
    assert lignes["civilite"] == ("Madame", "")
    assert client.post(url, {"geste": "fusionner"}).headers["Location"].endswith(f"/personnes/{gardee.pk}/")


def test_doublon_update_of_one_card_is_nothing(connecte, chargee, paire):
    assert connecte(chargee).get(get_url("organisation", paire[0], paire[0])).status_code == 404
