"""Where the code of the room leads."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.gouvernance.cles import build_cle
from tests.gouvernance.factories import create_participant_essai, create_seance_essai

pytestmark = pytest.mark.django_db


def test_someone_without_an_account_ticks_her_name(gouvernance):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)
    participant = create_participant_essai(seance)
    url = reverse("gouvernance:emargement_update", args=[build_cle(seance)])
    client = Client()
    page = client.get(url)
    assert "Soraya Bellegué" in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    fait = client.post(url, {"participant": str(participant.pk)}, follow=True).content.decode()
    assert "C’est noté, Soraya Bellegué" in fait
    client.post(url, {"participant": str(participant.pk), "geste": "annuler"})
    participant.refresh_from_db()
    assert participant.presence == "inconnue"
    assert client.post(url, {"participant": "x"}).status_code == 200


def test_outside_the_séance_the_code_opens_nothing(gouvernance):
    for seance in (gouvernance.convoquee, gouvernance.close):
        url = reverse("gouvernance:emargement_update", args=[build_cle(seance)])
        assert Client().get(url).status_code == 404
    assert Client().get(reverse("gouvernance:emargement_update", args=["faux.cle"])).status_code == 404


def test_a_browser_that_hides_where_it_comes_from_is_answered(gouvernance):
    """« no-referrer » makes it send « Origin: null »; nothing but the signed key says what may be done."""
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)
    moi = create_participant_essai(seance)
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    url = reverse("gouvernance:emargement_update", args=[build_cle(seance)])
    assert "csrfmiddlewaretoken" not in client.get(url).content.decode()
    assert client.post(url, {"participant": str(moi.pk)}).status_code == 302
    moi.refresh_from_db()
    assert moi.presence == "present"
