"""The list at the door."""

import re

import pytest
from django.urls import reverse

from tests.gouvernance.factories import create_participant_essai, create_seance_essai, create_siege

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
INSTANT = re.compile(r'data-lu="([\d.]+)"')
JETON = re.compile(rf'value="\w{{64}}"|{INSTANT.pattern}')
"""A token is masked anew each time, and each answer says when it was read."""


@pytest.fixture
def seance(gouvernance):
    gouvernance.copil.quorum_nombre = 2
    gouvernance.copil.save()
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_presences", args=[seance.espace_id, seance.pk])


def test_one_tap_each_and_the_quorum_is_said(gouvernance, seance, url, chargee, connecte):
    for nom in ("Une maire", "Un maire"):
        create_siege(gouvernance.copil, nom)
    client = connecte(chargee)
    client.post(url, {"geste": "membres"})
    une, un = seance.participants.order_by("-nom")
    swap = client.post(url, {"pointer": f"{une.pk}:present"}, headers=HTMX).content.decode()
    assert "1\xa0voix" not in swap
    assert "pas encore atteint" in swap
    first = float(INSTANT.search(swap)[1])
    assert client.post(url, {"pointer": f"{un.pk}:represente"}).status_code == 302
    page = client.get(url).content.decode()
    assert "2 voix sur 2, atteint" in page.replace("\xa0", " ")
    swap = client.get(url, headers=HTMX).content.decode().strip()
    assert JETON.sub("", swap) in JETON.sub("", page)
    assert float(INSTANT.search(swap)[1]) > first
    refus = client.post(url, {"pointer": f"{un.pk}:envolé"}, headers=HTMX).content.decode()
    assert "n’existe pas" in refus
    # A refusal is shown whatever was read since.
    assert INSTANT.search(refus) is None
    assert client.post(url, {"pointer": "rien"}).status_code == 302


def test_the_signed_sheet_is_entered_in_one_go(seance, url, chargee, connecte):
    present, absent = create_participant_essai(seance, "A"), create_participant_essai(seance, "B")
    client = connecte(chargee)
    assert "Enregistrer la feuille" in client.get(f"{url}?papier").content.decode()
    client.post(f"{url}?papier", {"geste": "feuille", f"p-{present.pk}": "present", f"p-{absent.pk}": "absent"})
    present.refresh_from_db()
    absent.refresh_from_db()
    assert (present.presence, present.moyen, absent.presence) == ("present", "papier", "absent")


def test_a_guest_who_comes_is_present(seance, url, chargee, connecte):
    client = connecte(chargee)
    assert client.post(url, {"geste": "inviter", "invite-nom": ""}).status_code == 422
    client.post(url, {"geste": "inviter", "invite-nom": "Une experte"})
    assert seance.participants.get().presence == "present"


def test_before_the_séance_nothing_is_ticked(gouvernance, chargee, connecte):
    seance = gouvernance.convoquee
    participant = create_participant_essai(seance)
    url = reverse("gouvernance:seance_presences", args=[seance.espace_id, seance.pk])
    client = connecte(chargee)
    assert "On pointe pendant la séance" in client.get(url).content.decode()
    page = client.post(url, {"pointer": f"{participant.pk}:present"}, follow=True).content.decode()
    assert "ouvrez-la d’abord" in page


def test_forty_people_cost_the_same(seance, url, chargee, connecte, django_assert_max_num_queries):
    for rang in range(40):
        create_participant_essai(seance, f"Personne {rang}")
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)
