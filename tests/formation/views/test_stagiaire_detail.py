"""The personal home of a trainee: hers alone, without an account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription, SessionFormation
from convive.formation.selectors import preparation
from convive.formation.selectors.preparation.stagiaire import AFaireStagiaire
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(inscription) -> str:
    return reverse("formation:stagiaire_detail", args=[build_cle(inscription)])


def test_a_trainee_reads_her_session_and_nobody_else(client, url, session, django_assert_max_num_queries):
    SessionFormation.objects.filter(pk=session.pk).update(acces="Par le bac de huit heures")
    create_inscription_essai(session, "Marceline Aubépin")
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    for mot in ("Salle du Bac", "Ysoline Ferrandou", "Par le bac de huit heures", "Expliquer la démarche", "14\u00a0h"):
        assert mot in page
    assert "Marceline" not in page


@pytest.mark.parametrize(
    ("etat", "phrase"), [("attente", "Vous êtes en liste d’attente"), ("desistement", "Votre place est rendue")]
)
def test_it_says_where_she_stands(client, url, inscription, etat, phrase):
    Inscription.objects.filter(pk=inscription.pk).update(etat=etat)
    assert phrase in client.get(url).content.decode()


def test_a_cancelled_session_says_why(client, url, session):
    SessionFormation.objects.filter(pk=session.pk).update(etat="annulee", motif_annulation="La salle est inondée.")
    page = client.get(url).content.decode()
    assert "La salle est inondée." in page
    assert "Mettre dans mon agenda" not in page


def test_what_she_has_to_do_comes_first_then_what_is_done(client, url, monkeypatch):
    lignes = [
        AFaireStagiaire("Relire le dossier", "", "/a/", "Relire", "file-text", is_faite=True),
        AFaireStagiaire("Écrire sa question", "Avant le premier jour.", "/b/", "Écrire", "edit", ordre=2),
    ]
    monkeypatch.setattr(preparation, "list_a_faire_presence", lambda _: lignes)
    page = client.get(url).content.decode()
    assert page.index("À faire maintenant") < page.index("Écrire sa question") < page.index("Relire le dossier")


def test_a_distance_session_gives_its_address(client, url, session):
    SessionFormation.objects.filter(pk=session.pk).update(mode="distance", visio="https://visio.exemple.fr/salle")
    page = client.get(url).content.decode()
    assert "https://visio.exemple.fr/salle" in page
    assert 'id="ou"' not in page


def test_a_session_that_is_over_goes_into_no_calendar(client, url, session):
    assert "Mettre dans mon agenda" in client.get(url).content.decode()
    hier = timezone.localdate() - timedelta(days=1)
    SessionFormation.objects.filter(pk=session.pk).update(date_debut=hier, date_fin=hier)
    assert "Mettre dans mon agenda" not in client.get(url).content.decode()


def test_who_to_ask_is_one_press_away(client, url):
    assert 'href="mailto:contact@exemple.invalid"' in client.get(url).content.decode()
