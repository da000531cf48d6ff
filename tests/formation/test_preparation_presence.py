"""What attendance and papers ask, of the team and of a trainee."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription
from convive.formation.rules.document import SorteDocument
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.presence_essai import create_session_du_jour

pytestmark = pytest.mark.django_db


def read_page(client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_session_says_which_papers_are_missing(client, chargee):
    session = create_session_finie(chargee)
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("formation:session_detail", args=[session.espace_id, session.pk])
    page = read_page(client, url)
    assert "4\u00a0feuilles terminées sur 4." in page
    assert "0\u00a0émise sur 2." in page
    issue(chargee, session, SorteDocument.ATTESTATION)
    issue(chargee, session, SorteDocument.CONVENTION)
    page = read_page(client, url)
    assert "2\u00a0émises sur 2." in page
    assert "1\u00a0émise sur 1." in page


def test_a_trainee_is_told_to_sign_today_and_where_her_papers_are(client, chargee):
    session = create_session_du_jour(chargee)
    moi = Inscription.objects.filter(session=session)[0]
    url = reverse("formation:stagiaire_detail", args=[build_cle(moi)])
    assert "0 sur 2\u00a0demi-journées aujourd’hui." in read_page(client, url)
    assert "Prendre vos documents" not in read_page(client, url)
    issue(chargee, session, SorteDocument.CONVOCATION, timezone.localtime())
    assert "1\u00a0document, chacun avec son numéro" in read_page(client, url)
