"""The page of a magic link: harmless when it is opened, plain when it serves no more, silent about the rest."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions.espace import create_espace
from convive.espaces.models import ConfirmationPlace, LienMagique, TentativeLien
from convive.espaces.rules import MAX_DEMANDES_ADRESSE, MAX_LIENS_INCONNUS
from convive.journal.models import Journal
from tests.espaces.factories import create_lien

pytestmark = pytest.mark.django_db
OUI = {"reponse": "toujours", "precision": ""}


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


@pytest.fixture
def visiteur() -> Client:
    """Without account, and with the check of forms that a browser meets."""
    return Client(enforce_csrf_checks=True)


def get_url(cle: str) -> str:
    return reverse("espaces:lien_detail", args=[cle])


def photograph() -> tuple:
    return (
        list(LienMagique.objects.order_by("pk").values()),
        ConfirmationPlace.objects.count(),
        Journal.objects.count(),
    )


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_many_times_changes_nothing(visiteur, place, method):
    _, cle = create_lien(place)
    before = photograph()
    for _ in range(10):
        assert getattr(visiteur, method)(get_url(cle)).status_code == 200
    assert photograph() == before
    assert TentativeLien.objects.count() == 10
    assert visiteur.cookies == {}


def test_page_says_for_whom_by_whom_and_until_when(visiteur, place, chargee):
    lien, cle = create_lien(place, mot="Merci <b>beaucoup</b>")
    page = visiteur.get(get_url(cle)).text
    for words in (
        lien.nom,
        str(chargee),
        "Avez-vous toujours ce rôle",
        "Lien personnel jusqu’au",
        "n’engage à rien",
    ):
        assert words in page
    assert "Merci &lt;b&gt;beaucoup" in page
    assert lien.email not in page


@pytest.mark.parametrize("etat", ["actif", "inconnu", "expire", "bloque"])
def test_nothing_of_the_address_leaks(visiteur, place, etat):
    _, cle = create_lien(place, expire_le=timezone.now() + timedelta(days=-1 if etat == "expire" else 1))
    if etat == "bloque":
        for _ in range(MAX_LIENS_INCONNUS):
            visiteur.get(get_url("faux"))
    answer = visiteur.get(get_url("faux" if etat == "inconnu" else cle))
    assert answer.status_code == {"actif": 200, "inconnu": 404, "expire": 410, "bloque": 429}[etat]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text
    # No address of the page is written in it beyond the forms, which post to where they are.
    assert cle not in answer.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", answer.text)


def test_answer_is_kept_once_and_the_page_says_so(visiteur, place):
    _, cle = create_lien(place)
    answer = visiteur.post(get_url(cle), OUI)
    assert answer.status_code == 302
    assert "C’est fait" in visiteur.get(answer.headers["Location"]).text
    replay = visiteur.post(get_url(cle), OUI)
    assert replay.status_code == 410
    assert "ce que vous avez envoyé est bien enregistré" in replay.text
    assert ConfirmationPlace.objects.count() == 1


def test_a_wrong_answer_keeps_what_was_typed(visiteur, place):
    _, cle = create_lien(place)
    answer = visiteur.post(get_url(cle), {"precision": "Je change de commune"})
    assert answer.status_code == 200
    assert "Choisissez l’une des trois réponses." in answer.text
    assert "Je change de commune" in answer.text
    assert not ConfirmationPlace.objects.exists()


def test_a_link_that_serves_often_can_be_read_again(visiteur, place):
    _, cle = create_lien(place, max_usages=None)
    done = visiteur.get(visiteur.post(get_url(cle), OUI).headers["Location"])
    assert "Relire ou corriger" in done.text
    assert visiteur.post(get_url(cle), OUI | {"precision": "Encore"}).status_code == 302
    assert ConfirmationPlace.objects.count() == 2


def test_saying_that_it_is_done_does_not_make_it_so(visiteur, place):
    _, cle = create_lien(place)
    assert "C’est fait" not in visiteur.get(f"{get_url(cle)}?fait=1").text


@pytest.mark.parametrize("cle", ["faux", "a.b.c", "%00", "é" * 50, "x" * 2000])
def test_a_forged_key_says_nothing(visiteur, place, cle):
    create_lien(place)
    for answer in (visiteur.get(get_url(cle)), visiteur.post(get_url(cle), OUI)):
        assert answer.status_code == 404
        assert "Ce lien ne mène nulle part" in answer.text
        assert place.espace.nom not in answer.text


def test_an_altered_key_says_nothing(visiteur, place):
    _, cle = create_lien(place)
    altered = cle[:-1] + ("A" if cle[-1] != "A" else "B")
    assert visiteur.get(get_url(altered)).status_code == 404


def test_the_secret_of_another_link_opens_nothing(visiteur, place):
    """Someone who could sign, without the print that the database holds."""
    from convive.espaces.cles.lien_magique import build_cle_lien

    lien, _ = create_lien(place)
    assert visiteur.get(get_url(build_cle_lien(lien.pk).texte)).status_code == 404


@pytest.mark.parametrize("champs", [{"date_revocation": timezone.now()}, {"usages": 1}])
def test_a_stale_link_says_so_and_asks_its_owner_for_another(
    visiteur, place, chargee, champs, django_capture_on_commit_callbacks
):
    lien, cle = create_lien(place, **champs)
    page = visiteur.get(get_url(cle))
    assert page.status_code == 410
    assert "Demander un nouveau lien" in page.text
    with django_capture_on_commit_callbacks(execute=True):
        asked = visiteur.post(get_url(cle), {"demande": "1"})
    assert "Votre demande est partie" in asked.text
    assert mail.outbox[0].to == [chargee.email]
    assert f"/espaces/{place.espace_id}/liens/" in mail.outbox[0].body
    lien.refresh_from_db()
    assert lien.date_demande is not None


def test_asking_too_often_says_when_to_come_back(visiteur, place):
    _, cle = create_lien(place, usages=1)
    answers = [visiteur.post(get_url(cle), {"demande": "1"}) for _ in range(MAX_DEMANDES_ADRESSE + 1)]
    assert [answer.status_code for answer in answers] == [200] * MAX_DEMANDES_ADRESSE + [429]
    assert "Essayez demain" in answers[-1].text


def test_a_link_that_still_serves_is_not_asked_again(visiteur, place):
    lien, cle = create_lien(place)
    assert visiteur.post(get_url(cle), {"demande": "1"}).status_code == 429
    lien.refresh_from_db()
    assert lien.date_demande is None


def test_a_place_that_was_closed_says_so_and_offers_nothing(visiteur, place):
    _, cle = create_lien(place)
    place.date_fin = timezone.localdate()
    place.save()
    page = visiteur.get(get_url(cle))
    assert page.status_code == 410
    assert "Cet accès est fermé" in page.text
    assert "Demander un nouveau lien" not in page.text


def test_an_espace_that_expires_while_one_answers_says_so(visiteur, place, monkeypatch):
    from convive.espaces.permissions import EspaceExpire

    def refuse(**_):
        raise EspaceExpire("L’espace a expiré.")

    monkeypatch.setattr("convive.espaces.views.lien_magique.validate_lien", refuse)
    _, cle = create_lien(place)
    answer = visiteur.post(get_url(cle), OUI | {"precision": "Gardé"})
    assert "L’espace a expiré." in answer.text
    assert "Gardé" in answer.text


def test_too_many_tries_wait_a_quarter_of_an_hour(visiteur, place):
    _, cle = create_lien(place)
    for _ in range(MAX_LIENS_INCONNUS):
        visiteur.get(get_url("faux"))
    for answer in (visiteur.get(get_url(cle)), visiteur.post(get_url(cle), OUI)):
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "900"
        assert "Trop d’essais" in answer.text
    assert not ConfirmationPlace.objects.exists()


def test_page_of_an_invented_espace_says_so(visiteur, chargee):
    espace = create_espace(by=chargee, codes=["99001"], nom="Espace d’exercice")
    _, cle = create_lien(espace.membres.get())
    assert "Territoire d’exercice." in visiteur.get(get_url(cle)).text


def test_page_costs_few_queries(visiteur, place, django_assert_max_num_queries):
    _, cle = create_lien(place)
    with django_assert_max_num_queries(12):
        visiteur.get(get_url(cle))


def test_other_pages_are_not_counted(visiteur, place):
    visiteur.get("/espaces/lien/")
    assert TentativeLien.objects.count() == 1
    visiteur.get("/espaces/lien/a/b/")
    visiteur.get("/compte/login/")
    assert TentativeLien.objects.count() == 1


def test_the_title_says_where_one_is(visiteur, place):
    url = get_url(create_lien(place)[1])
    page = visiteur.get(url).content.decode()
    assert "À corriger" not in page
    assert "<title>À corriger\u00a0:" in visiteur.post(url, {}).content.decode()
    assert "<title>Lien introuvable" in visiteur.get(get_url("faux")).content.decode()
