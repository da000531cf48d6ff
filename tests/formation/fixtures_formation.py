"""Fixtures of a training body, to import by name: a session of twelve places, a person who comes, and the client of
whoever organises."""

import pytest
from django.test import Client

from convive.formation.models import Inscription, OrganismeFormation, SessionFormation
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai


@pytest.fixture
def organisme(chargee) -> OrganismeFormation:
    return create_organisme_essai(chargee)


@pytest.fixture
def session(organisme) -> SessionFormation:
    return create_session_essai(organisme.espace)


@pytest.fixture
def inscription(session) -> Inscription:
    return create_inscription_essai(session, email="ysoline@exemple.fr", employeur="Mairie de Montorvelle")


@pytest.fixture
def organisatrice(chargee) -> Client:
    client = Client()
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
