"""The page of a session: where it stands, and what is left to do, each line one click away."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.session import update_etat_session
from convive.formation.models import DossierIntervenant, Programme, SessionFormation
from tests.espaces.factories import refuse_adresse
from tests.formation.factories_formation import (
    create_inscription_essai,
    create_publication_essai,
    create_session_essai,
)

pytestmark = pytest.mark.django_db
TEXTES = "public prerequis tarif delais_acces accessibilite modalites_inscription methodes evaluation"
FICHE = dict.fromkeys(TEXTES.split(), "Dit.")


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_detail", args=[session.espace_id, session.pk])


def test_a_session_says_when_where_and_who(url, session, inscription, organisatrice, django_assert_max_num_queries):
    with django_assert_max_num_queries(19):
        organisatrice.get(url)
    # Its gaps are kept until something changes.
    with django_assert_max_num_queries(15):
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
    organisatrice.get(url)
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


def test_whoever_was_not_told_of_a_cancellation_is_named(
    url, session, inscription, organisatrice, chargee, django_capture_on_commit_callbacks
):
    with refuse_adresse("ysoline@exemple.fr"), django_capture_on_commit_callbacks(execute=True):
        update_etat_session(by=chargee, session=session, vers="annulee", motif="La salle est inondée.")
    page = organisatrice.get(url).content.decode()
    assert "1\u00a0personne n’a pas pu être prévenue" in page
    assert "Ysoline Ferrandou, ysoline@exemple.fr" in page
    assert "550 No such user" in page


def test_it_counts_the_proofs_that_are_missing_with_the_way_to_them(url, session, inscription, organisatrice):
    qualite = reverse("formation:qualite_session", args=[session.espace_id, session.pk])
    page = organisatrice.get(url).content.decode()
    # Open, without a published programme, and its trainer without a file.
    assert f'<a href="{qualite}">Il manque 2\u00a0preuves</a>' in page
    assert "Indicateurs 1 et 21, dont 1\u00a0majeur" in page
    create_publication_essai(session)
    Programme.objects.filter(pk=session.programme_id).update(effectif_max=12, **FICHE)
    DossierIntervenant.objects.create(
        espace=session.espace, nom="Clotilde Fontorvel", competences="Vingt ans.", verifie_le=timezone.localdate()
    )
    cache.clear()
    page = organisatrice.get(url).content.decode()
    assert "Aucun écart" in page
    assert qualite in page
