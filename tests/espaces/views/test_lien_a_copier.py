"""Where no e-mail leaves, nothing says that one was sent: the link is there to copy."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from convive.config.courriel import build_mailers
from convive.espaces.models import Invitation
from tests.espaces.factories import TOUT_L_ESPACE
from tests.gouvernance.factories import create_carte, create_seance_essai, create_siege

pytestmark = pytest.mark.django_db
AUCUN = "Aucun e-mail ne part de cette installation"


@pytest.fixture
def sans_courriel(settings):
    settings.MAILERS = build_mailers("console:")


def invite(client, espace):
    url = reverse("espaces:membre_list", args=[espace.pk])
    saisie = {"geste": "inviter", "email": "nina@exemple.fr", "nom": "Nina Solal", "role": "elu", **TOUT_L_ESPACE}
    reponse = client.post(url, saisie)
    assert reponse.status_code == 302
    return client.get(reponse.headers["Location"].partition("#")[0]).text


def test_an_invitation_gives_its_link_to_copy_and_to_nobody_else(
    sans_courriel, connecte, espace, chargee, directeur, client, django_capture_on_commit_callbacks
):
    chez_elle = connecte(chargee)
    with django_capture_on_commit_callbacks(execute=True):
        page = invite(chez_elle, espace)
    assert AUCUN in page
    assert "Invitation envoyée" not in page
    assert "partie le" not in page
    assert "data-copier" in page
    [lien] = re.findall(r'class="cv-empreinte">\s*http://testserver(\S+?)\s*</code>', page)
    assert client.get(lien).status_code == 200
    assert lien not in connecte(directeur).get(reverse("espaces:membre_list", args=[espace.pk])).text
    assert Invitation.objects.get().url_a_copier == ""


def test_with_a_mail_server_nothing_is_to_copy(connecte, espace, chargee):
    page = invite(connecte(chargee), espace)
    assert "Invitation envoyée à nina@exemple.fr" in page
    assert AUCUN not in page
    assert len(mail.outbox) == 1


def test_a_convocation_gives_the_link_of_each_and_is_done_once_each_is_told(
    sans_courriel, connecte, espace, gouvernance, chargee, elue
):
    seance = create_seance_essai(gouvernance.copil, 20)
    create_siege(gouvernance.copil, create_carte(espace, elue))
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    client = connecte(chargee)
    client.post(url, {"geste": "membres"})
    page = client.post(url, {"geste": "convoquer", "convoquer-mot": "Venez."}, follow=True).text
    assert AUCUN in page
    assert "message part" not in page
    participant = seance.participants.get(email=elue.email)
    page = client.post(url, {"geste": "lien", "uuid": participant.pk}, follow=True).text
    assert re.search(r'id="lien-[^"]+" class="cv-empreinte">\s*http\S+/', page)
    assert "Je l’ai prévenu·e" in page
    page = client.post(url, {"geste": "prevenu", "uuid": participant.pk}, follow=True).text
    assert "Je l’ai prévenu·e" not in page
