"""The invitation of a séance as an event (iCalendar, RFC 5545 and 5546): one UID for its whole life."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from convive.gouvernance.models import ParticipantSeance, Seance

NOM_FICHIER = "seance.ics"
DUREE_USUELLE = timedelta(hours=2)


def render_invitation(participant: ParticipantSeance, *, is_annulee: bool = False, now: datetime) -> str:
    """REQUEST, or CANCEL. The UID never changes; SEQUENCE does when the day or the place changes, so that the calendar
    of whoever accepted moves it instead of adding one more."""
    seance = participant.seance
    calendar = Calendar()
    calendar.add("prodid", "-//Convive//Séances//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_annulee else "REQUEST")
    event = Event()
    event.add("uid", f"seance-{seance.pk}@convive")
    event.add("sequence", seance.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", str(seance.instance))
    event.add("status", "CANCELLED" if is_annulee else "CONFIRMED")
    _add_horaires(event, seance)
    if seance.lieu:
        event.add("location", seance.lieu)
    event.add(
        "description", "\n".join(filter(None, (seance.titre, seance.lien_visio, seance.motif if is_annulee else "")))
    )
    attendee = vCalAddress(f"MAILTO:{participant.email}")
    attendee.params["cn"] = participant.nom
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _add_horaires(event: Event, seance: Seance) -> None:
    if seance.date is None:
        return
    if seance.heure_debut is None:
        event.add("dtstart", seance.date)
        event.add("dtend", seance.date + timedelta(days=1))
        return
    debut = timezone.make_aware(datetime.combine(seance.date, seance.heure_debut))
    fin = timezone.make_aware(datetime.combine(seance.date, seance.heure_fin)) if seance.heure_fin else None
    event.add("dtstart", debut.astimezone(UTC))
    event.add("dtend", (fin or debut + DUREE_USUELLE).astimezone(UTC))
