import pytest
from django.urls import reverse

from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_sessions_are_listed_with_those_who_come(client, chargee, django_assert_max_num_queries):
    espace = create_organisme_essai(chargee).espace
    url = reverse("formation:session_list", args=[espace.pk])
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Aucune session" in client.get(url).content.decode()
    session = create_session_essai(espace)
    create_inscription_essai(session)
    create_inscription_essai(session, "Marceline Aubépin", etat="desistement")
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "2026-01, Piloter une CTG" in page
    assert "1 sur 12" in page
