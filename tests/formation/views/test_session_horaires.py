"""The half-days of a session: they move, come, go, exchange their places."""

import pytest
from django.urls import reverse

from convive.formation.forms.session import HorairesForm
from convive.formation.models import DemiJournee, SequenceProgramme

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_horaires", args=[session.espace_id, session.pk])


def build_saisie(session, **change: object) -> dict[str, object]:
    """What the page sends when one only presses the button, changed."""
    demis = list(DemiJournee.objects.filter(session=session))
    sequences = list(SequenceProgramme.objects.filter(programme=session.programme_id))
    form = HorairesForm(session=session, demi_journees=demis, sequences=sequences)
    saisie: dict[str, object] = {}
    for nom in form.fields:
        valeur = form[nom].value()
        if valeur not in (None, "", False):
            saisie[nom] = (
                valeur if isinstance(valeur, list) else getattr(valeur, "isoformat", lambda v=valeur: str(v))()
            )
    return saisie | change


def test_the_same_again_changes_nothing(url, session, organisatrice):
    assert organisatrice.post(url, build_saisie(session)).status_code == 302
    session.refresh_from_db()
    assert session.version == 1


def test_a_line_moves_comes_and_goes(url, session, organisatrice):
    saisie = build_saisie(session, **{"0_debut": "09:30", "1_date": "", "4_date": "2030-01-02", "4_moment": "matin"})
    saisie |= {
        "4_debut": "09:00",
        "4_fin": "12:00",
        "4_titre": "Retour",
        "4_distance": "on",
        "4_sequences": ["S1", "S2"],
    }
    organisatrice.post(url, saisie)
    session.refresh_from_db()
    demis = list(session.demi_journees.all())
    assert len(demis) == 4
    assert f"{demis[0].debut:%H:%M}" == "09:30"
    assert (demis[-1].titre, demis[-1].is_distance, demis[-1].sequences) == ("Retour", True, ["S1", "S2"])
    assert session.date_fin == demis[-1].date


def test_two_half_days_may_exchange_their_moments(url, session, organisatrice):
    avant = list(session.demi_journees.all())
    organisatrice.post(url, build_saisie(session, **{"0_moment": "apres_midi", "1_moment": "matin"}))
    assert [DemiJournee.objects.get(pk=row.pk).moment for row in avant[:2]] == ["apres_midi", "matin"]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"0_fin": "08:00"}, "Elle finit avant de commencer."),
        ({"1_moment": "matin"}, "déjà dans la liste"),
        ({"4_date": "2030-01-02"}, "Donnez l’heure de début."),
        ({"version": "9"}, "pendant que vous écriviez"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_beside_its_line(url, session, organisatrice, change, phrase):
    page = organisatrice.post(url, build_saisie(session, **change)).content.decode()
    assert phrase in page
    assert session.demi_journees.count() == 4


def test_without_a_line_the_session_has_no_date(url, session, organisatrice):
    organisatrice.post(url, build_saisie(session, **{f"{rang}_date": "" for rang in range(4)}))
    session.refresh_from_db()
    assert session.date_debut is None
    assert (
        "Elles restent à fixer"
        in organisatrice.get(reverse("formation:session_detail", args=[session.espace_id, session.pk])).content.decode()
    )
