"""The half-days of a trainee in her calendar: the same events when the session moves or is cancelled."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import SessionFormation

pytestmark = pytest.mark.django_db


def read(client, inscription) -> Calendar:
    answer = client.get(reverse("formation:stagiaire_calendrier_export", args=[build_cle(inscription)]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_each_half_day_is_an_event(client, session, inscription):
    events = read(client, inscription).walk("VEVENT")
    assert len(events) == 4
    assert str(events[0]["summary"]) == "Piloter une CTG"
    assert "Salle du Bac" in str(events[0]["location"])
    assert (events[0]["dtend"].dt - events[0]["dtstart"].dt).seconds == 3.5 * 3600


def test_a_cancelled_session_takes_its_events_away(client, session, inscription):
    avant = {str(event["uid"]) for event in read(client, inscription).walk("VEVENT")}
    SessionFormation.objects.filter(pk=session.pk).update(etat="annulee", motif_annulation="Inondation", version=2)
    calendrier = read(client, inscription)
    assert str(calendrier["method"]) == "CANCEL"
    assert {str(event["uid"]) for event in calendrier.walk("VEVENT")} == avant
    assert {(str(e["status"]), int(e["sequence"])) for e in calendrier.walk("VEVENT")} == {("CANCELLED", 2)}
