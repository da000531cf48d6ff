import pytest
from django.urls import reverse

from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_a_session_says_when_where_and_who(client, chargee, django_assert_max_num_queries):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    create_inscription_essai(session, employeur="Mairie de Montorvelle")
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("formation:session_detail", args=[session.espace_id, session.pk])).content.decode()
    for mot in ("Salle du Bac", "Clotilde Fontorvel", "Ysoline Ferrandou", "Mairie de Montorvelle", "09:00"):
        assert mot in page
