"""Objectives: a verb, what follows, how it shows; all on one page."""

import pytest
from django.urls import reverse

from convive.formation.forms.programme import ObjectifsForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(programme) -> str:
    return reverse("formation:objectif_programme_update", args=[programme.espace_id, programme.pk])


def build_saisie(programme, **change: str) -> dict[str, str]:
    form = ObjectifsForm(objectifs=list(programme.objectifs.all()))
    saisie = {nom: str(champ.initial or "") for nom, champ in form.fields.items()}
    return saisie | {"depart": str(form.initial["depart"])} | {cle.replace("l", "", 1): v for cle, v in change.items()}


def test_one_is_changed_one_goes_one_comes(connecte, chargee, programme, url):
    client = connecte(chargee)
    assert "Objectif O1" in client.get(url).content.decode()
    nouveau = {"l2_verbe": "Animer", "l2_texte": "un comité", "l2_critere": "tient son ordre du jour"}
    client.post(url, build_saisie(programme, l0_texte="la CTG", l1_verbe="", **nouveau))
    assert [(row.cle, str(row)) for row in programme.objectifs.all()] == [
        ("O1", "Expliquer la CTG"),
        ("O2", "Animer un comité"),
    ]
    # What a sequence aims at is what is left.
    assert programme.sequences.first().objectifs == ["O1"]
    client.post(url, build_saisie(programme, l0_verbe=""))
    assert programme.sequences.first().objectifs == []


def test_what_is_half_written_is_said(connecte, chargee, programme, url):
    client = connecte(chargee)
    page = client.post(url, build_saisie(programme, l0_critere="", l0_texte="", l2_texte="sans verbe")).content.decode()
    assert "Indiquez la suite" in page
    assert "à quoi l’on verra" in page
    assert "Commencez par un verbe" in page
    assert programme.objectifs.count() == 2


def test_someone_else_changed_them_meanwhile(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, l0_texte="autre chose")
    client.post(url, build_saisie(programme, l1_texte="trois veilles"))
    page = client.post(url, stale).content.decode()
    assert "pendant que vous écriviez" in page
    assert "autre chose" in page
    assert str(programme.objectifs.get(cle="O1")) == "Expliquer la démarche"
