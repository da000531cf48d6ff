"""What an espace asks of those who steer it, on its home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.panels import list_taches_invitations, list_taches_mandats
from convive.socle.taches import Urgence
from tests.espaces.factories import create_invitation

pytestmark = pytest.mark.django_db


def get_taches(espace, compte):
    membre, today = espace.membres.get(compte=compte), timezone.localdate()
    return [*list_taches_invitations(membre, today), *list_taches_mandats(membre, today)]


def test_alone_in_an_espace_one_is_asked_to_invite(espace, chargee):
    assert [tache.libelle for tache in get_taches(espace, chargee)] == ["Inviter une première personne"]
    create_invitation(espace, date_envoi=timezone.now())
    assert get_taches(espace, chargee) == []


def test_invitation_that_expired_or_did_not_leave_is_to_send_again(espace, chargee, elue):
    create_invitation(espace, "perdue@exemple.fr", expire_le=timezone.now() - timedelta(days=1))
    create_invitation(espace, "bloquee@exemple.fr")
    create_invitation(espace, "partie@exemple.fr", date_envoi=timezone.now())
    found = {tache.libelle: tache.precision for tache in get_taches(espace, chargee)}
    assert found == {
        "Inviter de nouveau perdue@exemple.fr": "Le lien a expiré sans réponse.",
        "Inviter de nouveau bloquee@exemple.fr": "L’e-mail n’est pas parti.",
    }


def test_mandate_that_ends_within_two_months_is_to_prepare(espace, chargee, elue, directeur):
    today = timezone.localdate()
    Membre.objects.filter(compte=elue).update(date_fin=today + timedelta(days=31))
    Membre.objects.filter(compte=directeur).update(date_fin=today + timedelta(days=90))
    (tache,) = get_taches(espace, chargee)
    assert tache.libelle == "Prolonger ou laisser finir l’accès d’Elue"
    assert (tache.urgence, tache.echeance) == (Urgence.BIENTOT, today + timedelta(days=30))


def test_those_who_cannot_do_it_are_not_asked(espace, chargee, elue, lectrice):
    create_invitation(espace)
    assert get_taches(espace, elue) == get_taches(espace, lectrice) == []


def test_home_lists_the_tasks_and_their_pages(connecte, espace, chargee):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    assert "Inviter une première personne" in page
    assert f'href="/espaces/{espace.pk}/membres/#inviter"' in page


def test_home_without_task_teaches(connecte, espace, lectrice):
    assert "Rien ne vous attend cette semaine" in connecte(lectrice).get(f"/espaces/{espace.pk}/").content.decode()
