"""« Pour commencer »: what a new espace asks, in order, until it is done or put away."""

import re

import pytest
from django.utils import timezone

from convive.espaces.models import Espace, TypeEspace
from convive.journal.models import Journal
from tests.convention.factories import create_ctg_essai
from tests.espaces.factories import create_invitation
from tests.gouvernance.factories import create_instance_essai

pytestmark = pytest.mark.django_db


def read_debut(client, espace):
    """The section of the list, or nothing."""
    page = client.get(f"/espaces/{espace.pk}/").text
    found = re.search(r'<section[^>]*aria-labelledby="debut[^"]*".*?</section>', page, re.S)
    return found[0] if found else ""


def test_new_espace_asks_five_things_and_the_next_one_first(connecte, espace, chargee):
    client = connecte(chargee)
    liste = read_debut(client, espace)
    assert "0 sur 5" in liste
    assert liste.count("cv-btn--primary") == 1
    assert f'href="/espaces/{espace.pk}/membres/#inviter"' in liste
    # Asked once: not among the things to do as well.
    assert client.get(f"/espaces/{espace.pk}/").text.count("Inviter une première personne</p>") == 1
    create_invitation(espace, date_envoi=timezone.now())
    create_ctg_essai(espace, chargee)
    create_instance_essai(espace)
    liste = read_debut(client, espace)
    assert "3 sur 5" in liste
    assert liste.count("Fait\u00a0: ") == 3
    primaire = re.search(r'<a class="[^"]*cv-btn--primary[^"]*" href="([^"]*)"', liste)
    assert primaire[1] == f"/espaces/{espace.pk}/plan/imports/"


def test_list_is_put_away_for_good_by_those_who_steer(connecte, espace, chargee, directeur, elue):
    url = f"/espaces/{espace.pk}/"
    assert connecte(elue).post(url, {"geste": "masquer_debut"}).status_code == 403
    assert read_debut(connecte(elue), espace) == ""
    assert read_debut(connecte(directeur), espace)
    client = connecte(chargee)
    for _ in range(2):
        assert client.post(url, {"geste": "masquer_debut"}).headers["Location"] == url
    espace.refresh_from_db()
    assert espace.is_debut_masque
    assert Journal.objects.filter(detail__pour_commencer="masqué").count() == 1
    assert read_debut(client, espace) == read_debut(connecte(directeur), espace) == ""


def test_other_kinds_of_espaces_and_unknown_buttons_have_no_list(connecte, espace, chargee):
    page = connecte(chargee).post(f"/espaces/{espace.pk}/", {"geste": "autre"})
    assert "Choisissez l’un des boutons" in page.text
    Espace.objects.update(type=TypeEspace.CABINET)
    assert read_debut(connecte(chargee), espace) == ""
