"""Deadlines as a calendar (iCalendar, RFC 5545), one day-long event each."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from convive.socle.echeances import Echeance

# How often a calendar asks again; most ask every few hours whatever we say.
RAFRAICHISSEMENT = timedelta(hours=12)


def render_agenda(nom: str, rows: Iterable[Echeance], build_url: Callable[[str], str], now: datetime) -> bytes:
    """`build_url` makes an absolute address of a path. The same deadline keeps its UID, so that it moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Convive//Échéances//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", nom)
    calendar.add("refresh-interval", RAFRAICHISSEMENT, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", RAFRAICHISSEMENT)
    for row in rows:
        url = build_url(row.url)
        event = Event()
        event.add("uid", f"{row.cle}@convive")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", row.jour)
        event.add("dtend", row.jour + timedelta(days=1))
        event.add("summary", row.libelle)
        event.add("description", "\n".join(filter(None, (row.precision, url))))
        event.add("url", url)
        # A deadline does not make anyone busy.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
