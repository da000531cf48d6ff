"""The demi-journées of a session as iCalendar events (RFC 5545), whose UID does not change when the session moves."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from django.utils import timezone
from icalendar import Calendar, Event

from convive.espaces.liens import PieceCourriel
from convive.formation.models import Inscription
from convive.formation.rules.envois import SorteEnvoi
from convive.formation.rules.formation import EtatSession
from convive.formation.selectors.pieces import pieces
from convive.formation.selectors.session_lue import SessionLue

NOM_FICHIER = "formation.ics"


def render_calendrier(lue: SessionLue, *, now: datetime) -> str:
    """The calendar, with PUBLISH, or CANCEL for a cancelled session. SEQUENCE is the version of the session."""
    session = lue.session
    is_annulee = session.etat == EtatSession.ANNULEE
    calendar = Calendar()
    calendar.add("prodid", "-//Convive//Formation//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_annulee else "PUBLISH")
    for demi in lue.demi_journees:
        event = Event()
        event.add("uid", f"demi-journee-{demi.pk}@convive")
        event.add("sequence", session.version)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", _at(demi.date, demi.debut))
        event.add("dtend", _at(demi.date, demi.fin))
        event.add("summary", session.titre)
        event.add("status", "CANCELLED" if is_annulee else "CONFIRMED")
        lieu = session.visio if demi.is_distance else ", ".join(filter(None, (session.lieu, session.adresse)))
        if lieu:
            event.add("location", lieu)
        textes = (demi.titre, session.motif_annulation if is_annulee else session.acces)
        event.add("description", "\n".join(filter(None, textes)))
        calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _at(jour: date, heure: time) -> datetime:
    return timezone.make_aware(datetime.combine(jour, heure)).astimezone(UTC)


def list_pieces_calendrier(
    sorte: SorteEnvoi, _inscription: Inscription, lue: SessionLue, now: datetime
) -> Iterable[PieceCourriel]:
    """The calendar of demi-journées as an attachment; in a cancellation, it removes the same events."""
    if sorte in (SorteEnvoi.ADRESSE, SorteEnvoi.LUNDI) or not lue.demi_journees:
        return ()
    methode = "CANCEL" if sorte is SorteEnvoi.ANNULATION else "PUBLISH"
    return (PieceCourriel(NOM_FICHIER, render_calendrier(lue, now=now), "calendar", {"method": methode}),)


def record_calendrier() -> None:
    pieces.record("calendrier", list_pieces_calendrier)
