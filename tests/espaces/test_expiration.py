"""An espace whose time is over is read by its members, and changed by nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.actions.invitation import PlaceProposee, close_invitation, submit_invitation
from convive.espaces.actions.membre import close_membre, update_membre
from convive.espaces.models import TypeEspace
from convive.espaces.permissions import EspaceExpire
from convive.journal.models import Journal
from tests.espaces.factories import create_invitation

pytestmark = pytest.mark.django_db
ELU = PlaceProposee("elu")
PHRASE = "on peut encore le lire, mais plus le modifier"


@pytest.fixture
def expire(espace):
    espace.type, espace.expire_le = TypeEspace.ENTRAINEMENT, timezone.localdate()
    espace.save()
    return espace


@pytest.mark.parametrize(("jours", "is_expire"), [(None, False), (1, False), (0, True), (-1, True)])
def test_an_espace_expires_on_its_day(espace, jours, is_expire):
    espace.expire_le = None if jours is None else timezone.localdate() + timedelta(days=jours)
    assert espace.is_expire is is_expire


@pytest.mark.parametrize("page", ["membre_list", "perimetre_update", "thematique_list"])
def test_an_expired_espace_is_read_and_says_why_it_does_not_change(expire, chargee, directeur, connecte, page):
    url = reverse(f"espaces:{page}", args=[expire.pk])
    before = Journal.objects.count()
    for compte in (chargee, directeur):
        assert "Espace en lecture seule" in connecte(compte).get(url).content.decode()
        response = connecte(compte).post(url, {"geste": "inviter", "email": "a@exemple.fr", "role": "elu"})
        assert response.status_code == 403
        assert PHRASE in response.content.decode()
    assert Journal.objects.count() == before


def test_a_place_of_an_expired_espace_does_not_change(expire, chargee, elue, connecte):
    place = expire.membres.get(compte=elue)
    response = connecte(chargee).post(f"/espaces/{expire.pk}/membres/{place.pk}/", {"role": "direction"})
    assert response.status_code == 403
    assert PHRASE in response.content.decode()


@pytest.mark.parametrize("geste", ["refuser", "creer"])
def test_an_invitation_to_an_expired_espace_has_no_outcome(expire, geste):
    invitation, secret = create_invitation(expire)
    data = {"geste": geste, "nom_affiche": "Invitée", "password": "Un-Matin-De-Mars-2026"}
    response = Client().post(f"/espaces/invitation/{secret}/", data)
    assert response.status_code == 403
    assert PHRASE in response.content.decode()
    invitation.refresh_from_db()
    assert invitation.is_en_attente


def test_actions_refuse_an_expired_espace_whoever_calls_them(expire, chargee, elue):
    place = expire.membres.get(compte=elue)
    invitation, _ = create_invitation(expire)
    calls = [
        lambda: close_membre(by=chargee, membre=place),
        lambda: update_membre(by=chargee, membre=place, role="direction", dernier_jour=None),
        lambda: close_invitation(by=chargee, invitation=invitation),
        lambda: update_perimetre_espace(by=chargee, espace=expire, codes=["86078"], date_debut=timezone.localdate()),
        lambda: submit_invitation(by=chargee, espace=expire, email="a@exemple.fr", place=ELU, build_url=str),
    ]
    for call in calls:
        with pytest.raises(EspaceExpire, match="a expiré le"):
            call()


def test_an_expired_espace_is_still_taken_away(expire, chargee, connecte):
    response = connecte(chargee).post(f"/espaces/{expire.pk}/copie/", {"geste": "emporter"})
    assert response.headers["Content-Type"] == "application/zip"
    response.close()
