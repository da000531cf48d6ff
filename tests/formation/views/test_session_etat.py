"""Open, close, cancel with a reason, take up again, make another one like it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import Programme, SessionFormation
from convive.journal.models import Journal
from tests.formation.factories_formation import create_programme_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_etat", args=[session.espace_id, session.pk])


def test_a_session_is_closed_then_opened_again(url, session, organisatrice):
    for geste, etat in (("clore", "terminee"), ("ouvrir", "ouverte"), ("preparer", "preparation")):
        for _ in range(2):
            organisatrice.post(url, {"geste": geste})
        session.refresh_from_db()
        assert session.etat == etat
    assert Journal.objects.filter(objet_type="session_formation").count() == 3


def test_cancelling_asks_why_and_keeps_everything(url, session, inscription, organisatrice):
    assert "Indiquez pourquoi" in organisatrice.post(url, {"geste": "annuler", "annuler-motif": " "}).content.decode()
    organisatrice.post(url, {"geste": "annuler", "annuler-motif": "La salle est inondée."})
    session.refresh_from_db()
    assert (session.etat, session.motif_annulation) == ("annulee", "La salle est inondée.")
    assert session.inscriptions.count() == 1
    page = organisatrice.get(reverse("formation:session_detail", args=[session.espace_id, session.pk])).content.decode()
    assert "La salle est inondée." in page
    organisatrice.post(url, {"geste": "preparer"})
    session.refresh_from_db()
    assert (session.etat, session.motif_annulation) == ("preparation", "")


def test_a_session_without_dates_does_not_open(organisme, organisatrice):
    vide = SessionFormation.objects.create(
        espace=organisme.espace, programme=create_programme_essai(organisme.espace), numero="2026-09", titre="Vide"
    )
    url = reverse("formation:session_etat", args=[vide.espace_id, vide.pk])
    assert "Donnez d’abord ses dates." in organisatrice.post(url, {"geste": "ouvrir"}).content.decode()
    assert "n’est pas possible" in organisatrice.post(url, {"geste": "clore"}).content.decode()
    assert organisatrice.post(url, {"geste": "inconnu"}).status_code == 200


def test_a_session_whose_programme_is_not_published_does_not_open_and_says_so(url, session, organisatrice):
    organisatrice.post(url, {"geste": "preparer"})
    Programme.objects.update(etat="brouillon", publie_le=None)
    page = organisatrice.get(url).content.decode()
    assert "Son programme n’est pas publié" in page
    assert 'value="ouvrir"' not in page
    assert "Publiez d’abord son programme" in organisatrice.post(url, {"geste": "ouvrir"}).content.decode()
    session.refresh_from_db()
    assert session.etat == "preparation"
    Programme.objects.update(etat="publie", publie_le=timezone.localdate())
    organisatrice.post(url, {"geste": "ouvrir"})
    session.refresh_from_db()
    assert session.etat == "ouverte"
    # Taken back once the session is open, it is asked again on the page of the session.
    Programme.objects.update(etat="brouillon")
    detail = reverse("formation:session_detail", args=[session.espace_id, session.pk])
    assert "Il n’est pas publié" in organisatrice.get(detail).content.decode()


def test_another_one_like_it_has_no_one_enrolled(url, session, inscription, organisatrice):
    assert "Donnez son premier jour." in organisatrice.post(url, {"geste": "dupliquer"}).content.decode()
    answer = organisatrice.post(url, {"geste": "dupliquer", "comme-premier": "2027-04-01"})
    copie = SessionFormation.objects.exclude(pk=session.pk).get()
    assert answer.headers["Location"].endswith(f"{copie.pk}/")
    assert (copie.etat, copie.lieu, copie.numero) == ("preparation", "Salle du Bac", "2027-01")
    assert (copie.date_debut, copie.date_fin) == (date(2027, 4, 1), date(2027, 4, 2))
    assert (copie.demi_journees.count(), copie.intervenants.count(), copie.inscriptions.count()) == (4, 1, 0)
