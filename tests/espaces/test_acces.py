"""Gestures on the people of an espace, for every role, a stranger and an anonymous visitor; what a true link opens."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.espaces.models import Espace
from convive.espaces.selectors.espace import find_espace_territoire, get_perimetre_espace
from tests.espaces.factories import create_compte, create_espace_civraisien, create_invitation, create_lien
from tests.personas import get_client, is_login_asked

pytestmark = pytest.mark.django_db
# Gesture on the page of members → who may; the others get 403.
GESTES = {"inviter": {"chargee", "directeur"}, "annuler": {"chargee", "directeur"}, "fermer": {"chargee", "directeur"}}


GESTES_THEMATIQUES = ("ajouter", "usuelles", "renommer", "monter", "descendre", "archiver", "retablir", "supprimer")


def test_an_espace_that_is_not_deleted_is_not_restored(espace: Espace, personas):
    url = reverse("espaces:espace_restore", args=[espace.pk])
    assert {get_client(compte).get(url).status_code for compte in personas.values()} == {404}


def test_nobody_puts_back_an_espace_where_people_work(espace: Espace, personas):
    url = reverse("espaces:espace_reset", args=[espace.pk])
    assert {get_client(compte).post(url, {"geste": "garder"}).status_code for compte in personas.values()} == {403}


def test_page_of_an_invitation_opens_for_whoever_has_the_link(espace: Espace, personas, etrangere):
    _, secret = create_invitation(espace)
    url = reverse("espaces:invitation_detail", args=[secret])
    for client in [Client(), *map(get_client, [*personas.values(), etrangere])]:
        assert client.get(url).status_code == 200


def test_page_of_a_magic_link_opens_for_whoever_has_it(espace: Espace, personas, etrangere):
    _, cle = create_lien(espace.membres.get(compte=personas["elue"]))
    for client in [Client(), *map(get_client, [*personas.values(), etrangere])]:
        assert client.get(reverse("espaces:lien_detail", args=[cle])).status_code == 200
        assert client.get(reverse("espaces:lien_demande")).status_code == 200


@pytest.mark.parametrize("geste", ["annuler", "renvoyer"])
def test_gesture_on_links_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:lien_list", args=[espace.pk])
    for nom, compte in personas.items():
        expected = 404 if nom in {"chargee", "coordinatrice", "directeur"} else 403
        assert (nom, get_client(compte).post(url, {"geste": geste}).status_code) == (nom, expected)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert is_login_asked(Client().post(url, {"geste": geste}), url)


@pytest.mark.parametrize("geste", sorted(GESTES))
def test_gesture_on_members_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:membre_list", args=[espace.pk])
    for nom, compte in personas.items():
        # Without its object the gesture of a person who may do it finds nothing to change: 404, or the form again.
        status = get_client(compte).post(url, {"geste": geste}).status_code
        expected = (200 if geste == "inviter" else 404) if nom in GESTES[geste] else 403
        assert (nom, status) == (nom, expected)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert is_login_asked(Client().post(url, {"geste": geste}), url)


@pytest.mark.parametrize("geste", GESTES_THEMATIQUES)
def test_gesture_on_thematiques_is_for_its_roles_only(geste: str, espace: Espace, personas, etrangere):
    url = reverse("espaces:thematique_list", args=[espace.pk])
    noms = list(espace.thematiques.values_list("nom", flat=True))
    for nom, compte in personas.items():
        status = get_client(compte).post(url, {"geste": geste}).status_code
        done = {"ajouter": 200, "usuelles": 302}.get(geste, 404)
        assert (nom, status) == (nom, done if nom in {"chargee", "directeur"} else 403)
    assert get_client(etrangere).post(url, {"geste": geste}).status_code == 404
    assert is_login_asked(Client().post(url, {"geste": geste}), url)
    assert list(espace.thematiques.values_list("nom", flat=True)) == noms


def test_a_closed_place_is_a_place_of_a_stranger(espace: Espace, personas):
    from convive.espaces.actions.membre import close_membre

    membre = espace.membres.get(compte=personas["elue"])
    close_membre(by=personas["chargee"], membre=membre)
    assert get_client(personas["elue"]).get(reverse("espaces:espace_detail", args=[espace.pk])).status_code == 404


def test_an_identifier_of_another_espace_is_refused(espace: Espace, chargee):
    other = create_espace_civraisien(create_compte("voisine"), nom="Espace voisin")
    invitation, _ = create_invitation(other)
    client, url = get_client(chargee), reverse("espaces:membre_list", args=[espace.pk])
    for geste, objet in (
        ("fermer", other.membres.get().pk),
        ("annuler", invitation.pk),
        ("renvoyer", invitation.pk),
        ("fermer", "pas-un-identifiant"),
        ("inconnu", invitation.pk),
    ):
        assert client.post(url, {"geste": geste, "objet": objet}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_en_attente
    assert other.membres.get().is_en_cours


def test_the_espace_of_a_territory_is_found_by_its_communes(espace, chargee, elue):
    codes = {commune.code for commune in get_perimetre_espace(espace).communes}
    assert find_espace_territoire(chargee, codes) == espace
    assert find_espace_territoire(elue, codes) == espace
    assert find_espace_territoire(chargee, codes - {min(codes)}) is None
    assert find_espace_territoire(create_compte("Ailleurs"), codes) is None
