"""What a trainee sees of her own attendance, and how she signs from her personal address."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Emargement, Inscription, SessionFormation
from tests.formation.presence_essai import TRACE, at, create_session_du_jour, get_matin

pytestmark = pytest.mark.django_db


@pytest.fixture
def matin(chargee, monkeypatch):
    matin = get_matin(create_session_du_jour(chargee))
    monkeypatch.setattr(timezone, "now", lambda: at(matin))
    return matin


@pytest.fixture
def moi(matin) -> Inscription:
    return Inscription.objects.get(session=matin.session, nom="Stagiaire 01")


@pytest.fixture
def url(moi) -> str:
    return reverse("formation:emargement_personnel_update", args=[build_cle(moi)])


def test_she_signs_for_herself_and_reads_her_hours(client, matin, moi, url):
    page = client.get(url).content.decode()
    assert f'value="{matin.pk}"' in page
    assert "Stagiaire 02" not in page
    data = {"demi_journee": str(matin.pk), "cle": str(uuid4()), "trace": TRACE}
    # Someone else’s identifier changes nothing: it is her address.
    data["personne"] = str(Inscription.objects.get(nom="Stagiaire 02").pk)
    page = client.post(url, data, follow=True).content.decode()
    row = Emargement.objects.get()
    assert (row.inscription, row.moyen) == (moi, "personnel")
    assert "3\u00a0h\u00a030 suivies sur 14\u00a0h" in page
    assert "data-signer" not in page


def test_the_script_and_a_person_are_told_what_is_refused(client, matin, url):
    data = {"demi_journee": str(uuid4()), "cle": str(uuid4()), "trace": TRACE}
    answer = client.post(url, data, headers={"HX-Request": "true"})
    assert (answer.status_code, "n’est plus dans la session" in answer.content.decode()) == (422, True)
    page = client.post(url, data | {"demi_journee": str(matin.pk), "trace": "M1 1L2 2"})
    assert page.status_code == 422
    assert "trop court" in page.content.decode()
    done = client.post(url, data | {"demi_journee": str(matin.pk)}, headers={"HX-Request": "true"})
    assert done.headers["X-Emargement"] == "1"


def test_nothing_is_signed_outside_the_hours_or_once_cancelled(client, matin, url, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(matin, 600))
    assert "data-signer" not in client.get(url).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: at(matin))
    SessionFormation.objects.update(etat="annulee", motif_annulation="La salle est fermée.")
    assert "data-signer" not in client.get(url).content.decode()
    data = {"demi_journee": str(matin.pk), "cle": str(uuid4()), "trace": TRACE}
    assert client.post(url, data).status_code == 422
