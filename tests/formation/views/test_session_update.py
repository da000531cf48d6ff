"""Where a session takes place: nothing typed is lost, two people do not undo one another."""

import pytest
from django.urls import reverse

from convive.formation.forms.session import SessionForm
from convive.journal.models import Journal
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_update", args=[session.espace_id, session.pk])


def build_saisie(session, **change: str) -> dict[str, str]:
    session.refresh_from_db()
    form = SessionForm(session=session)
    return {nom: str(form[nom].value() or "") for nom in form.fields} | change


def test_a_change_is_saved_once(url, session, organisatrice):
    saisie = build_saisie(session, acces="À dix minutes de la gare", places="8")
    for _ in range(2):
        assert organisatrice.post(url, saisie).status_code == 302
    session.refresh_from_db()
    assert (session.acces, session.places, session.version) == ("À dix minutes de la gare", 8, 2)
    assert Journal.objects.filter(objet_type="session_formation").count() == 1


def test_two_people_at_once_do_not_undo_one_another(url, session, organisatrice):
    stale = build_saisie(session, equipement="Une boucle magnétique", places="8")
    organisatrice.post(url, build_saisie(session, lieu="Salle haute"))
    assert organisatrice.post(url, stale).status_code == 302
    session.refresh_from_db()
    assert (session.equipement, session.places, session.lieu) == ("Une boucle magnétique", 8, "Salle haute")
    response = organisatrice.post(url, stale | {"lieu": "Salle basse", "places": "9"})
    assert read_conflits(response) == {"lieu": ("Salle basse", "Salle haute"), "places": ("9", "8")}
    assert organisatrice.post(url, choose(response, lieu="sien")).status_code == 302
    session.refresh_from_db()
    assert (session.places, session.lieu) == (9, "Salle haute")


@pytest.mark.parametrize(
    "change", [{"titre": " "}, {"places": "0"}, {"visio": "ceci n’est pas"}, {"mode": "x"}], ids=str
)
def test_what_cannot_be_is_said_beside_its_field(url, session, organisatrice, change):
    assert 'role="alert"' in organisatrice.post(url, build_saisie(session, **change)).content.decode()
    session.refresh_from_db()
    assert session.version == 1


def test_a_closed_session_does_not_change(url, session, organisatrice):
    type(session).objects.filter(pk=session.pk).update(etat="terminee")
    page = organisatrice.post(url, build_saisie(session, lieu="Ailleurs")).content.decode()
    assert "rouvrez-la" in page
