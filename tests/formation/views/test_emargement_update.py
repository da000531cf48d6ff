"""Where the code of the room leads: on a phone, on a tablet, with and without the script."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.emargement import build_cle
from convive.formation.models import Emargement, Inscription, SessionFormation
from tests.formation.presence_essai import TRACE, at, create_session_du_jour, get_matin

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def matin(chargee, monkeypatch):
    matin = get_matin(create_session_du_jour(chargee))
    monkeypatch.setattr(timezone, "now", lambda: at(matin))
    return matin


@pytest.fixture
def moi(matin) -> Inscription:
    return Inscription.objects.get(session=matin.session, nom="Stagiaire 01")


def get_url(matin) -> str:
    return reverse("formation:emargement_update", args=[build_cle(matin)])


def test_on_a_phone_without_script_one_types_one_s_name(client, matin, moi):
    url = get_url(matin)
    page = client.get(url)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert f"personne={moi.pk}" in page.content.decode()
    form = client.get(f"{url}?personne={moi.pk}").content.decode()
    assert "Ce n’est pas moi" in form
    data = {"personne": str(moi.pk), "cle": str(uuid4()), "texte": "Stagiaire 01"}
    assert "C’est noté, Stagiaire 01" in client.post(url, data, follow=True).content.decode()
    assert Emargement.objects.get().moyen == "telephone"
    client.post(url, {"cle": data["cle"], "geste": "annuler"})
    assert not Emargement.objects.get().is_signe
    refus = client.post(url, data | {"texte": ""})
    assert refus.status_code == 422
    assert "écrivez votre nom" in refus.content.decode()


def test_a_tablet_goes_from_hand_to_hand(client, matin, moi):
    url = f"{get_url(matin)}?tablette=1"
    data = {"personne": str(moi.pk), "cle": str(uuid4()), "trace": TRACE}
    page = client.post(url, data, follow=True).content.decode()
    assert "Passez la tablette à la personne suivante" in page
    assert "a signé à 9\u00a0h\u00a005" in page
    assert "s1@exemple.fr" not in page
    assert Emargement.objects.get().moyen == "tablette"


def test_the_script_has_an_answer_for_each_signature(client, matin, moi):
    url = get_url(matin)
    data = {"personne": str(moi.pk), "cle": str(uuid4()), "trace": TRACE, "le": at(matin, 2).isoformat()}
    for _ in range(2):
        answer = client.post(url, data, headers=HTMX)
        assert answer.headers["X-Emargement"] == "1"
        assert "<html" not in answer.content.decode()
    assert Emargement.objects.get().signe_le == at(matin, 2)
    refus = client.post(url, data | {"cle": str(uuid4())}, headers=HTMX)
    assert refus.status_code == 422
    assert "a déjà signé" in refus.content.decode()
    for le in ("hier", "2026-99-99T00:00:00Z", "2026-01-01T00:00:00"):
        assert client.post(url, data | {"le": le}, headers=HTMX).status_code == 200
    assert client.post(url, {"personne": "x"}, headers=HTMX).status_code == 422


def test_after_its_hours_the_list_is_closed_and_what_was_kept_still_comes(client, matin, moi, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(matin, 600))
    url = get_url(matin)
    page = client.get(url)
    assert page.status_code == 404
    assert "Stagiaire 01" not in page.content.decode()
    data = {"personne": str(moi.pk), "cle": str(uuid4()), "trace": TRACE}
    assert client.post(url, data, headers=HTMX).status_code == 422
    assert client.post(url, data | {"le": at(matin, 3).isoformat()}, headers=HTMX).status_code == 200
    assert Emargement.objects.get().is_recu_apres


def test_a_cancelled_session_and_a_false_key_open_nothing(client, matin):
    SessionFormation.objects.update(etat="annulee", motif_annulation="La salle est fermée.")
    assert client.get(get_url(matin)).status_code == 404
    assert client.get(reverse("formation:emargement_update", args=["faux.cle"])).status_code == 404


def test_a_browser_that_hides_where_it_comes_from_is_answered(matin, moi):
    """« no-referrer » makes it send « Origin: null »; nothing but the signed key says what may be done."""
    stranger = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    data = {"personne": str(moi.pk), "cle": str(uuid4()), "trace": TRACE}
    assert stranger.post(get_url(matin), data).status_code == 302
