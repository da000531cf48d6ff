"""The page of a session: where it stands, and what is left to do, each line one click away."""

import pytest
from django.urls import reverse

from convive.formation.models import SessionFormation
from tests.formation.factories_formation import create_inscription_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_detail", args=[session.espace_id, session.pk])


def test_a_session_says_when_where_and_who(url, session, inscription, organisatrice, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page = organisatrice.get(url).content.decode()
    for mot in (
        "Salle du Bac",
        "Clotilde Fontorvel",
        "Ysoline Ferrandou",
        "Mairie de Montorvelle",
        "9\u00a0h\u00a000",
        "14\u00a0h",
    ):
        assert mot in page


def test_each_missing_thing_is_one_click_away(url, session, organisatrice):
    create_inscription_essai(session, adaptation="Gros caractères")
    page = organisatrice.get(url).content.decode()
    assert "Il manque comment venir, la salle." in page
    assert "Il en manque à Ysoline Ferrandou" in page
    assert "1\u00a0demande, 1 sans réponse." in page
    for vue in ("session_horaires", "session_intervenants", "session_etat", "inscription_list"):
        assert reverse(f"formation:{vue}", args=[session.espace_id, session.pk]) in page
    assert "Salle et prises" not in page
    SessionFormation.objects.filter(pk=session.pk).update(acces="Par le bac", equipement="Salle et prises")
    assert "Tout est dit." in organisatrice.get(url).content.decode()


def test_a_session_shorter_than_its_programme_is_told(url, session, organisatrice):
    session.demi_journees.all().first().delete()
    assert (
        "10\u00a0h\u00a030 prévues, 3\u00a0h\u00a030 de moins que le programme"
        in organisatrice.get(url).content.decode()
    )


def test_a_freed_place_names_who_waits_first(url, session, organisatrice):
    create_inscription_essai(session, "Marceline Aubépin", etat="attente")
    assert "Marceline Aubépin attend depuis" in organisatrice.get(url).content.decode()


def test_a_distance_session_asks_for_its_address_not_for_a_room(organisme, organisatrice):
    distante = create_session_essai(organisme.espace, mode="distance", lieu="", adresse="")
    page = organisatrice.get(
        reverse("formation:session_detail", args=[distante.espace_id, distante.pk])
    ).content.decode()
    assert "Il manque l’adresse, l’assistance." in page
    assert "Le lieu, l’accès" not in page


def test_it_costs_the_same_with_many(url, session, organisatrice, count_queries_get):
    create_inscription_essai(session)
    once = count_queries_get(organisatrice, url)
    for rang in range(20):
        create_inscription_essai(session, f"Personne {rang}")
    assert count_queries_get(organisatrice, url) == once


def test_it_says_what_to_do_now_and_where_one_is(url, session, inscription, organisatrice):
    page = organisatrice.get(url).content.decode()
    assert "À faire maintenant" in page
    assert '<li class="" aria-current="step">' in page
    SessionFormation.objects.filter(pk=session.pk).update(etat="annulee", motif_annulation="Trop peu de monde")
    page = organisatrice.get(url).content.decode()
    assert "À faire maintenant" not in page
    assert "Les personnes inscrites" not in page
    assert "la reprendre, ou en faire une autre comme elle" in page
