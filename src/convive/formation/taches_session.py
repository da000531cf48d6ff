"""What the sessions of a training body ask on its home: for each that comes or has just ended, its next step."""

from collections.abc import Iterator
from datetime import date, timedelta

from convive.espaces.models import Membre
from convive.formation.models import SessionFormation
from convive.formation.objets import get_url_session
from convive.formation.permissions import can_animer
from convive.formation.preparation import preparation
from convive.formation.selectors.session import list_sessions_proches
from convive.formation.selectors.session_lue import read_session
from convive.socle.formats import date_longue, nombre_accorde, periode
from convive.socle.taches import Tache, Urgence, taches

PRESSE = timedelta(days=15)
MAX_SESSIONS = 3


def list_taches_sessions(membre: Membre, today: date) -> Iterator[Tache]:
    """One line for each session, however much it asks; a dozen queries for each, three sessions at most."""
    if not can_animer(membre) or membre.espace.is_expire:
        return
    for session in list_sessions_proches(membre, today)[:MAX_SESSIONS]:
        lue = read_session(session, today)
        restantes = [etape for phase in preparation.list_phases(lue) for etape in phase.etapes if etape.is_a_faire]
        if not restantes:
            continue
        suite = f", et {nombre_accorde(len(restantes) - 1, 'autre')}" if len(restantes) > 1 else ""
        debut = session.date_debut
        yield Tache(
            f"Session {session.numero}\u00a0: {restantes[0].libelle}{suite}",
            f"{session.titre}, {_say_dates(session)}.",
            get_url_session(session),
            "Voir ce qui reste",
            Urgence.BIENTOT if debut is not None and debut - today <= PRESSE else Urgence.A_FAIRE,
            "school",
            debut if debut is not None and debut >= today else None,
        )


def _say_dates(session: SessionFormation) -> str:
    if session.date_debut is None or session.date_fin is None:
        return "sans date encore"
    if session.date_debut == session.date_fin:
        return f"le {date_longue(session.date_debut)}"
    return periode(session.date_debut, session.date_fin)


def record_taches_sessions() -> None:
    taches.record("formation_sessions", list_taches_sessions)
