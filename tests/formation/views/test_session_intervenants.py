"""Who teaches: someone of the team by one choice, someone from elsewhere by name."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_intervenants", args=[session.espace_id, session.pk])


def test_choosing_someone_of_the_team_is_enough(url, session, chargee, organisatrice):
    saisie = {"version": "1", "0_nom": "Clotilde Fontorvel", "0_role": "formatrice", "1_compte": str(chargee.pk)}
    assert organisatrice.post(url, saisie | {"1_sequences": ["S1", "S2"]}).status_code == 302
    premiere, seconde = session.intervenants.all()
    assert premiere.nom == "Clotilde Fontorvel"
    assert (seconde.compte, seconde.nom, seconde.email) == (chargee, str(chargee), chargee.email)
    assert seconde.sequences == ["S1", "S2"]


def test_the_same_again_changes_nothing_and_an_empty_line_goes(url, session, organisatrice):
    meme = {"version": "1", "0_nom": "Clotilde Fontorvel", "0_role": "formatrice"}
    organisatrice.post(url, meme)
    session.refresh_from_db()
    assert session.version == 1
    organisatrice.post(url, {"version": "1", "0_nom": ""})
    assert not session.intervenants.exists()


def test_two_people_may_exchange_their_names(url, session, organisatrice):
    organisatrice.post(url, {"version": "1", "0_nom": "Clotilde Fontorvel", "1_nom": "Aurore Limayrac"})
    avant = [row.pk for row in session.intervenants.all()]
    organisatrice.post(url, {"version": "2", "0_nom": "Aurore Limayrac", "1_nom": "Clotilde Fontorvel"})
    assert [(row.pk, row.nom) for row in session.intervenants.all()] == [
        (avant[0], "Aurore Limayrac"),
        (avant[1], "Clotilde Fontorvel"),
    ]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"1_nom": "Clotilde Fontorvel"}, "est deux fois dans la liste"),
        ({"0_email": "pas une adresse"}, 'role="alert"'),
        ({"version": "4"}, "pendant que vous écriviez"),
        ({"0_sequences": ["inconnue"]}, 'role="alert"'),
    ],
    ids=str,
)
def test_what_cannot_be_is_said(url, session, organisatrice, change, phrase):
    page = organisatrice.post(url, {"version": "1", "0_nom": "Clotilde Fontorvel"} | change).content.decode()
    assert phrase in page
    assert session.intervenants.count() == 1
