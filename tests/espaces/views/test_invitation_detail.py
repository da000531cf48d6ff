from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.comptes.adapters import get_email_invite
from convive.comptes.models import Compte
from convive.espaces.models import Invitation
from convive.espaces.rules import EtatInvitation
from convive.socle.lecture_seule import is_lecture
from tests.espaces.factories import MOT_DE_PASSE, create_compte, create_invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(espace) -> tuple[Invitation, str]:
    invitation, secret = create_invitation(espace)
    return invitation, f"/espaces/invitation/{secret}/"


def test_opening_the_link_changes_nothing(client, invitation):
    row, url = invitation
    before = Invitation.objects.values().get(pk=row.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(3):
            response = client.get(url)
    assert response.status_code == 200
    assert all(is_lecture(query["sql"]) for query in queries)
    assert Invitation.objects.values().get(pk=row.pk) == before
    assert "no-store" in response.headers["Cache-Control"]


def test_a_new_person_opens_an_account_and_joins(client, invitation, espace):
    row, url = invitation
    data = {"geste": "creer", "nom_affiche": "Une invitée", "password": MOT_DE_PASSE}
    response = client.post(url, data, follow=True)
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/", 302)]
    assert "Bienvenue dans « CC du Civraisien en Poitou »" in response.content.decode()
    assert espace.membres.get(compte__email="invitee@exemple.fr").role == row.role
    response = client.get(url)
    assert response.status_code == 410
    assert "elle ne sert qu’une fois" in response.content.decode()


def test_a_weak_password_opens_no_account(client, invitation):
    response = client.post(invitation[1], {"geste": "creer", "nom_affiche": "Une invitée", "password": "123"})
    assert response.status_code == 200
    assert "cv-field__error" in response.content.decode()
    assert not Compte.objects.filter(email="invitee@exemple.fr").exists()


def test_someone_who_has_an_account_logs_in_first_then_accepts(client, connecte, invitation, espace):
    compte = create_compte("invitee")
    _, url = invitation
    page = client.get(url).content.decode()
    assert "Se connecter pour accepter" in page
    assert f"next={url.replace('/', '%2F')}" in page
    # The account exists: it cannot be opened a second time, nor accepted for someone who is not logged in.
    data = {"geste": "creer", "nom_affiche": "x", "password": MOT_DE_PASSE}
    assert "existe déjà" in client.post(url, data).content.decode()
    client.post(url, {"geste": "accepter"})
    assert not espace.membres.filter(compte=compte).exists()
    response = connecte(compte).post(url, {"geste": "accepter"})
    assert (response.status_code, response.url) == (302, f"/espaces/{espace.pk}/")
    assert espace.membres.filter(compte=compte).exists()


def test_someone_else_is_told_so(connecte, invitation, etrangere, espace):
    _, url = invitation
    assert "connecté·e avec une autre adresse" in connecte(etrangere).get(url).content.decode()
    connecte(etrangere).post(url, {"geste": "accepter"})
    assert not espace.membres.filter(compte=etrangere).exists()


def test_declining_needs_no_account(client, invitation):
    row, url = invitation
    assert "L’invitation est déclinée" in client.post(url, {"geste": "refuser"}).content.decode()
    row.refresh_from_db()
    assert row.get_etat() is EtatInvitation.REFUSEE
    response = client.post(url, {"geste": "refuser"})
    assert response.status_code == 410
    assert "a été déclinée" in response.content.decode()


def test_a_stale_link_says_so_and_what_to_do(client, espace):
    _, secret = create_invitation(espace, expire_le=timezone.now() - timedelta(days=1))
    response = client.get(f"/espaces/invitation/{secret}/")
    assert response.status_code == 410
    page = response.content.decode()
    assert "a expiré" in page
    assert "Demandez une nouvelle invitation" in page


def test_an_unknown_link_says_so(client, pays):
    response = client.get("/espaces/invitation/inconnue/")
    assert response.status_code == 404
    assert "Ce lien ne mène à aucune invitation" in response.content.decode()


def test_a_new_person_may_go_through_the_provider(client, invitation, settings):
    _, url = invitation
    assert "Continuer avec" not in client.get(url).text
    assert client.post(url, {"geste": "externe"}).status_code == 200
    settings.OIDC_ACTIF, settings.OIDC_NOM = True, "ProConnect"
    assert "Continuer avec ProConnect" in client.get(url).text
    response = client.post(url, {"geste": "externe"})
    assert response.headers["Location"] == f"/compte/login/?next={quote(url, safe='')}"
    assert get_email_invite(response.wsgi_request) == "invitee@exemple.fr"


def test_a_stale_invitation_opens_no_way_through_the_provider(client, espace, settings):
    settings.OIDC_ACTIF, settings.OIDC_NOM = True, "ProConnect"
    _, secret = create_invitation(espace, date_revocation=timezone.now())
    response = client.post(f"/espaces/invitation/{secret}/", {"geste": "externe"})
    assert response.status_code == 410
    assert get_email_invite(response.wsgi_request) == ""


def test_whoever_is_connected_reads_with_which_address_and_what_accepting_proves(connecte, invitation):
    compte, url = create_compte("invitee"), invitation[1]
    compte.emailaddress_set.update(verified=True)
    page = connecte(compte).get(url).content.decode()
    assert "Vous êtes connecté·e avec <strong>invitee@exemple.fr</strong>" in page
    assert "la confirme aussi" not in page
    compte.emailaddress_set.update(verified=False)
    assert "la confirme aussi" in connecte(compte).get(url).content.decode()
    connecte(compte).post(url, {"geste": "accepter"})
    assert compte.emailaddress_set.get().verified
