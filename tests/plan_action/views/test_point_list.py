"""The page from which pilotes are asked, and where their answers wait; the page of the link itself."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from convive.plan_action.models import DemandePoint, ReponsePilote
from tests.plan_action.factories import create_fiche, create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilote(plan):
    personne = plan.complete.pilotes.get()
    personne.email = "pilote@exemple.test"
    personne.save()
    return personne


def get_page(espace):
    return reverse("plan_action:point_list", args=[espace.pk])


def send(client, espace, pilote) -> str:
    """The address that she received."""
    page = client.post(get_page(espace), {"personnes": [str(pilote.pk)], "mot": "À vous"}, follow=True)
    assert "lien envoyé" in page.content.decode()
    words = mail.outbox[-1].body.split()
    return next(word for word in words if "/lien/" in word).removeprefix("http://testserver")


def test_the_whole_way(client, espace, chargee, plan, pilote):
    client.force_login(chargee)
    adresse = send(client, espace, pilote)
    phone = Client()
    page = phone.get(adresse).content.decode()
    assert "Où en est" in page
    assert "Objectifs sécurisés" in page
    cle = plan.complete.pk.hex
    empty = phone.post(adresse, {f"fait_{cle}": ""})
    assert "une météo suffit" in empty.content.decode()
    lonely = phone.post(adresse, {f"phrase_{cle}": "Parce que"})
    assert "Choisissez la météo" in lonely.content.decode()
    done = phone.post(adresse, {f"fait_{cle}": "Terrain choisi", f"meteo_{cle}": "atteignables"}, follow=True)
    assert "C’est fait, merci" in done.content.decode()
    # She comes back: what she said is there.
    assert "Terrain choisi" in phone.get(adresse).content.decode()
    listed = client.get(get_page(espace)).content.decode()
    assert "Terrain choisi" in listed
    assert "1 sur 1 ont répondu" in listed
    reponse = ReponsePilote.objects.get()
    url = reverse("plan_action:reponse_update", args=[espace.pk, reponse.pk])
    assert "Reprendre dans l’action" in client.get(url).content.decode()
    client.post(url, {"geste": "reprendre", "visibilite": "interne"})
    assert plan.complete.notes_suivi.get().visibilite == "interne"
    assert client.get(url).status_code == 404


def test_someone_who_is_no_longer_a_pilote_is_refused(client, espace, chargee, plan, pilote):
    client.force_login(chargee)
    stranger = create_personne(espace, nom="Ailleurs", email="x@exemple.test")
    page = client.post(get_page(espace), {"personnes": [str(stranger.pk)]})
    assert "ne pilote plus d’action" in page.content.decode()
    assert "Choisissez au moins un·e pilote" in client.post(get_page(espace), {}).content.decode()
    assert not DemandePoint.objects.exists()


def test_one_stops_waiting(client, espace, chargee, plan, pilote):
    client.force_login(chargee)
    adresse = send(client, espace, pilote)
    client.post(get_page(espace), {"geste": "clore", "demande": str(DemandePoint.objects.get().pk)})
    assert Client().get(adresse).status_code == 410
    assert "close, sans réponse" in client.get(get_page(espace)).content.decode()


def test_queries_do_not_grow(client, espace, chargee, plan, pilote, django_assert_max_num_queries):
    for rang in range(30):
        personne = create_personne(espace, nom=f"Pilote {rang}", email=f"p{rang}@exemple.test")
        create_fiche(plan.ctg, f"Action {rang}", statut="en_cours", pilotes=[personne])
    client.force_login(chargee)
    with django_assert_max_num_queries(15):
        assert client.get(get_page(espace)).status_code == 200


def test_actions_ticked_in_the_list_say_whom_to_ask(client, espace, chargee, plan, pilote):
    autre = create_fiche(plan.ctg, "Une autre", statut="en_cours")
    autre.pilotes.add(create_personne(espace, "Autre", email="autre@exemple.test"))
    sans = create_fiche(plan.ctg, "Sans personne", statut="en_cours")
    client.force_login(chargee)
    page = client.get(get_page(espace), {"fiche": [plan.complete.pk, sans.pk]})
    assert page.context["form"].initial["personnes"] == [str(pilote.pk)]
    assert "1 action cochée n’a personne à qui demander" in page.content.decode().replace("\u00a0", " ")
    assert len(client.get(get_page(espace)).context["form"].initial["personnes"]) == 2
