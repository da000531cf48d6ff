"""Ask for a training without an account: it arrives once, and not a hundred times."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from convive.espaces.rules import MAX_DEMANDES_ADRESSE
from convive.formation.models import DemandeFormation, OrganismeFormation
from convive.formation.taches import list_taches_demandes
from convive.journal.models import Journal
from tests.espaces.factories import create_membre
from tests.formation.factories_formation import create_demande_essai
from tests.prise_poste.factories import get_place, in_days

pytestmark = pytest.mark.django_db
SAISIE = {
    "organisation": "Pays de Vallombre",
    "nom": "Octavie Lanterne",
    "email": "octavie@exemple.invalid",
    "telephone": "",
    "contexte": "Six communes.",
    "sujets": ["S4", "S7"],
    "personnes": "9",
    "duree": "1",
}


@pytest.fixture
def url(organisme) -> str:
    return reverse("formation:demande_create", args=[organisme.espace_id])


def build_saisie(**change):
    return SAISIE | {"cle": str(uuid.uuid4())} | change


def test_it_arrives_once_with_a_task_and_a_mail(
    client, chargee, organisme, url, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        page = client.get(url).content.decode()
    assert "Combien de personnes\u00a0?" in page
    assert "Dites le besoin, pas le diagnostic." in page
    saisie = build_saisie()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(url, saisie).headers["Location"] == f"{url}?merci"
    demande = DemandeFormation.objects.get()
    assert demande.reponses == {"contexte": "Six communes.", "sujets": ["S4", "S7"], "personnes": 9, "duree": "1"}
    [message] = mail.outbox
    assert message.to == ["contact@exemple.invalid"]
    assert "Animer les instances et Évaluer" in message.body
    assert reverse("formation:demande_list", args=[organisme.espace_id]) in message.body
    assert "Votre demande est arrivée" in client.get(f"{url}?merci").content.decode()
    ligne = Journal.objects.get(objet_type="demande_formation")
    assert (ligne.geste, ligne.au_nom_de) == ("soumettre", "Octavie Lanterne")
    [tache] = list_taches_demandes(get_place(chargee, organisme.espace), in_days(0))
    assert tache.libelle == "Lire 1\u00a0demande de formation"


def test_without_a_contact_those_who_organise_are_told(
    client, chargee, organisme, url, django_capture_on_commit_callbacks
):
    OrganismeFormation.objects.update(contact_email="")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, build_saisie())
    assert [message.to for message in mail.outbox] == [[chargee.email]]


def test_too_many_from_one_network_wait(client, organisme, url):
    for _ in range(MAX_DEMANDES_ADRESSE + 1):
        assert client.post(url, build_saisie()).status_code == 302
    response = client.post(url, build_saisie(contexte="Ce que j’ai écrit"))
    assert response.status_code == 429
    assert "Trop de demandes" in response.content.decode()
    assert "Ce que j’ai écrit" in response.content.decode()
    assert DemandeFormation.objects.count() == MAX_DEMANDES_ADRESSE + 1


@pytest.mark.parametrize(
    "change",
    [{"organisation": ""}, {"email": "non"}, {"sujets": ["S99"]}, {"personnes": "0"}, {"cle": "x"}, {"duree": "9"}],
    ids=str,
)
def test_what_cannot_be_is_said_beside_its_field(client, organisme, url, change):
    page = client.post(url, build_saisie(**change)).content.decode()
    assert 'role="alert"' in page
    assert not DemandeFormation.objects.exists()


def test_a_body_that_is_over_takes_no_more(client, organisme, url):
    type(organisme.espace).objects.filter(pk=organisme.espace_id).update(expire_le=in_days(-1))
    assert "ne reçoit plus de demandes" in client.post(url, build_saisie()).content.decode()


def test_nothing_is_asked_of_who_does_not_organise_or_when_the_body_is_over(organisme, chargee, elue):
    create_demande_essai(organisme.espace)
    create_membre(organisme.espace, elue, "lecture")
    assert not list(list_taches_demandes(get_place(elue, organisme.espace), in_days(0)))
    type(organisme.espace).objects.filter(pk=organisme.espace_id).update(expire_le=in_days(-1))
    assert not list(list_taches_demandes(get_place(chargee, organisme.espace), in_days(0)))
