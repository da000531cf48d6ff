from uuid import uuid4

import pytest

from convive.acteurs.actions.fusion_fiches import fuse_fiches, record_distinctes
from convive.acteurs.actions.organisation import create_organisation
from convive.acteurs.models import Organisation, Rapprochement
from convive.espaces.actions.ecriture import Saisie
from tests.acteurs.factories import create_annuaire, create_organisation_essai, create_personne_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/doublons/"


@pytest.fixture
def paire(espace):
    """The second one says more."""
    return create_organisation_essai(espace), create_organisation_essai(espace, "Les passeurs du Gue", telephone="1")


def test_doublon_list_empty_teaches(connecte, url, chargee):
    assert "Aucun doublon" in connecte(chargee).get(url).content.decode()


def test_doublon_list_shows_cards_that_look_alike(connecte, url, espace, chargee, paire):
    create_personne_essai(espace, "Bellegué", "Soraya")
    create_personne_essai(espace, "BELLEGUE", "Soraya")
    create_organisation_essai(espace, "Radio Gué")
    paires = connecte(chargee).get(url).context["paires"]
    assert [(p.type, str(p.gauche), p.raison) for p in paires] == [
        ("organisation", "Les passeurs du Gue", "même nom"),
        ("personne", "Soraya Bellegué", "même nom"),
    ]


def test_doublon_list_undoes_a_merge(connecte, url, chargee, paire):
    gardee, autre = paire
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    client = connecte(chargee)
    assert "Les passeurs du Gue réunie à Les Passeurs du Gué" in client.get(url).content.decode()
    page = client.post(url, {"objet": str(rapprochement.pk)}, follow=True).content.decode()
    assert "Fusion annulée" in page
    assert Organisation.objects.filter(fusionnee_dans__isnull=True).count() == 2
    assert client.post(url, {"objet": str(rapprochement.pk)}).status_code == 404


def test_doublon_list_proposes_again_two_cards_set_apart(connecte, url, chargee, paire):
    record_distinctes(by=chargee, gauche=paire[0], droite=paire[1])
    client = connecte(chargee)
    response = client.get(url)
    assert response.context["paires"] == []
    assert "deux fiches distinctes" in response.content.decode()
    client.post(url, {"objet": str(Rapprochement.objects.get().pk)})
    assert len(client.get(url).context["paires"]) == 1


def test_doublon_list_says_why_a_merge_is_not_undone(connecte, url, espace, chargee, paire):
    gardee, autre = paire
    Organisation.objects.filter(pk=autre.pk).update(siret="73282932000074")
    rapprochement = fuse_fiches(by=chargee, gardee=gardee, autre=autre)
    Organisation.objects.filter(pk=gardee.pk).update(siret="")
    create_organisation(by=chargee, espace=espace, saisie=Saisie({"nom": "Nouvelle", "siret": "73282932000074"}))
    page = connecte(chargee).post(url, {"objet": str(rapprochement.pk)}).content.decode()
    assert "Rien n’a changé" in page
    assert "a déjà ce SIRET" in page


def test_doublon_list_of_a_limited_place_knows_its_own_cards(connecte, url, espace, coordinatrice, chargee, paire):
    handicap, jeunesse = create_thematique(espace, "Handicap"), create_thematique(espace, "Jeunesse")
    for organisation in paire:
        organisation.thematiques.add(handicap)
    rapprochement = fuse_fiches(by=chargee, gardee=paire[0], autre=paire[1])
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    client = connecte(coordinatrice)
    response = client.get(url)
    assert (response.context["paires"], response.context["decisions"]) == ([], [])
    for objet in (rapprochement.pk, uuid4(), "x"):
        assert client.post(url, {"objet": str(objet)}).status_code == 404


def test_doublon_list_asks_little_for_500_actors(connecte, url, espace, chargee, django_assert_max_num_queries):
    create_annuaire(espace, organisations=500, personnes=800)
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        assert client.get(url).context["paires"] == []
