"""Objectives: a verb, what follows, how it shows; all on one page."""

import pytest
from django.db.models import F
from django.urls import reverse

from convive.formation.forms.programme import ObjectifsForm
from convive.formation.models import Programme
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(programme) -> str:
    return reverse("formation:objectif_programme_update", args=[programme.espace_id, programme.pk])


def build_saisie(programme, **change: str) -> dict[str, str]:
    programme.refresh_from_db()
    form = ObjectifsForm(programme=programme, objectifs=list(programme.objectifs.all()))
    saisie = {nom: str(form[nom].value() or "") for nom in form.fields if nom != "objectifs"}
    return saisie | {cle.replace("l", "", 1): v for cle, v in change.items()}


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


def test_two_people_at_once_do_not_undo_one_another(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, l0_texte="la CTG")
    client.post(url, build_saisie(programme, l1_critere="trois veilles"))
    assert client.post(url, stale).status_code == 302
    assert [(row.cle, row.texte, row.critere) for row in programme.objectifs.all()] == [
        ("O1", "la CTG", "le fait devant le groupe"),
        ("O2", "une veille", "trois veilles"),
    ]


def test_the_same_one_twice_is_compared_then_chosen(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, l0_texte="autre chose", l2_verbe="Animer", l2_texte="un comité", l2_critere="tenu")
    client.post(url, build_saisie(programme, l0_texte="la CTG"))
    response = client.post(url, stale)
    assert read_conflits(response) == {"objectifs": ("autre chose", "la CTG")}
    assert client.post(url, choose(response)).status_code == 302
    assert [str(row) for row in programme.objectifs.all()] == [
        "Expliquer autre chose",
        "Organiser une veille",
        "Animer un comité",
    ]


def test_one_that_the_other_took_away_stays_away_and_what_was_added_comes(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, l3_verbe="Animer", l3_texte="un comité", l3_critere="tenu")
    client.post(url, build_saisie(programme, l0_verbe=""))
    assert client.post(url, stale).status_code == 302
    assert [str(row) for row in programme.objectifs.all()] == ["Organiser une veille", "Animer un comité"]


def test_what_two_people_wrote_elsewhere_in_the_programme_does_not_stop_them(connecte, chargee, programme, url):
    client = connecte(chargee)
    stale = build_saisie(programme, l0_texte="la CTG")
    Programme.objects.update(version=F("version") + 1)
    assert client.post(url, stale).status_code == 302
    assert str(programme.objectifs.get(cle="O1")) == "Expliquer la CTG"
