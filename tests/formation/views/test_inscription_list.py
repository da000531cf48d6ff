"""Enrol one person or a pasted list; a full session makes people wait, in order."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from convive.formation.models import Inscription, SessionFormation
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:inscription_list", args=[session.espace_id, session.pk])


def test_a_person_is_enrolled_with_her_own_address(url, session, organisatrice):
    saisie = {"geste": "inscrire", "nom": " Ysoline  Ferrandou", "email": "Ysoline@Exemple.fr", "employeur": "Mairie"}
    assert organisatrice.post(url, saisie).status_code == 302
    inscription = Inscription.objects.get()
    assert (inscription.nom, inscription.email, inscription.etat) == (
        "Ysoline Ferrandou",
        "ysoline@exemple.fr",
        "inscrite",
    )
    assert "déjà inscrite" in organisatrice.post(url, saisie).content.decode()
    assert Inscription.objects.count() == 1


@pytest.mark.parametrize("verified", [True, False])
def test_only_an_account_that_proved_this_address_is_tied(url, session, etrangere, organisatrice, verified):
    EmailAddress.objects.filter(user=etrangere).update(verified=verified)
    organisatrice.post(url, {"geste": "inscrire", "nom": "Elle", "email": etrangere.email.upper()})
    assert Inscription.objects.get().compte == (etrangere if verified else None)


def test_a_full_session_makes_the_next_one_wait(url, session, organisatrice):
    SessionFormation.objects.filter(pk=session.pk).update(places=1)
    for nom in ("Une", "Deux"):
        organisatrice.post(url, {"geste": "inscrire", "nom": nom, "email": f"{nom}@exemple.fr"})
    assert [row.etat for row in Inscription.objects.order_by("created_at")] == ["inscrite", "attente"]
    page = organisatrice.get(url).content.decode()
    assert "En liste d’attente" in page
    assert "La session est complète" in page


def test_a_pasted_list_says_what_it_left(url, session, inscription, organisatrice):
    lignes = "Marceline Aubépin ; marceline@exemple.fr ; CC du Bac\nSans adresse\nY ; ysoline@exemple.fr"
    page = organisatrice.post(url, {"geste": "coller", "lignes": lignes}).content.decode()
    assert "2\u00a0lignes laissées de côté" in page
    assert "Ligne 2, «\u00a0Sans adresse\u00a0»" in page
    assert Inscription.objects.get(nom="Marceline Aubépin").employeur == "CC du Bac"
    assert organisatrice.post(url, {"geste": "coller", "lignes": "B ; b@exemple.fr"}).status_code == 302
    assert "Collez au moins une ligne" in organisatrice.post(url, {"geste": "coller", "lignes": " "}).content.decode()


def test_whoever_teaches_reads_and_does_not_enrol(url, session, inscription, client):
    formatrice = create_compte("formatrice")
    create_membre(session.espace, formatrice, "formateur")
    client.force_login(formatrice, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(url).content.decode()
    assert "Ysoline Ferrandou" in page
    assert "Coller une liste" not in page
    assert client.post(url, {"geste": "inscrire", "nom": "X"}).status_code == 403


def test_the_list_costs_the_same_with_many(url, session, organisatrice, count_queries_get):
    create_inscription_essai(session)
    once = count_queries_get(organisatrice, url)
    for rang in range(20):
        create_inscription_essai(session, f"Personne {rang}", etat="attente" if rang % 2 else "inscrite")
    assert count_queries_get(organisatrice, url) == once
