"""The attendance of a session, as a table."""

import pytest
from django.urls import reverse

from convive.formation.actions.presence import SaisiePresence, update_presences, validate_tous
from convive.formation.models import Inscription
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.presence_essai import at, create_session_du_jour, get_matin

pytestmark = pytest.mark.django_db


def test_the_hours_really_attended_of_each_one(client, chargee):
    session = create_session_du_jour(chargee)
    matin = get_matin(session)
    validate_tous(by=chargee, demi_journee=matin, now=at(matin))
    une = Inscription.objects.get(session=session, nom="Stagiaire 01")
    saisie = SaisiePresence("present", retard=30)
    update_presences(by=chargee, demi_journee=matin, presences={une.pk: saisie}, now=at(matin))
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("formation:presence_list", args=[session.espace_id, session.pk])).content.decode()
    assert "3\u00a0h\u00a0<" not in page
    assert "3\u00a0h<span" in page
    assert "3\u00a0h\u00a030<span" in page
    assert "retard de 30\u00a0min" in page
    assert reverse("formation:presence_update", args=[session.espace_id, session.pk, matin.pk]) in page


def test_without_dates_or_people_the_page_says_where_to_begin(client, chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("formation:presence_list", args=[session.espace_id, session.pk])
    assert "Personne n’est inscrit" in client.get(url).content.decode()
    session.demi_journees.all().delete()
    assert "Les dates restent à fixer" in client.get(url).content.decode()


def test_the_same_queries_for_one_and_for_twenty(client, chargee, count_queries_get):
    session = create_session_du_jour(chargee, stagiaires=1)
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("formation:presence_list", args=[session.espace_id, session.pk])
    client.get(url)
    before = count_queries_get(client, url)
    for rang in range(19):
        create_inscription_essai(session, f"Personne {rang}")
    matin = get_matin(session)
    validate_tous(by=chargee, demi_journee=matin, now=at(matin))
    assert count_queries_get(client, url) == before
