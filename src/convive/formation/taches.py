"""The tasks of this package: for those who run sessions, and for the organisme."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from convive.comptes.conservation import purges
from convive.espaces.models import Membre
from convive.espaces.selectors.parametres import get_parametres
from convive.formation.actions.registres import delete_reclamations_anciennes
from convive.formation.models import ActionAmelioration, Reclamation, SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.rules.registres import FINIES
from convive.formation.selectors.demande import count_a_lire
from convive.formation.selectors.preparation import list_phases
from convive.formation.selectors.references import get_delais_reclamation
from convive.formation.selectors.session import list_sessions_proches
from convive.formation.selectors.session_lue import read_session
from convive.socle.formats import date_longue, nombre_accorde, periode
from convive.socle.taches import Tache, Urgence, taches

MAX_SESSIONS = 3
MAX_MONTREES = 5


def list_taches_demandes(membre: Membre, _today: date) -> Iterator[Tache]:
    """Unread requests, for those who organise; one query."""
    if not can_organiser(membre) or membre.espace.is_expire:
        return
    if nombre := count_a_lire(membre.espace_id):
        yield Tache(
            f"Lire {nombre_accorde(nombre, 'demande')} de formation",
            "Convive en tire déjà un brouillon de programme, à relire avec l’organisation.",
            reverse("formation:demande_list", args=[membre.espace_id]),
            "Lire les demandes",
            Urgence.A_FAIRE,
            "message",
        )


def list_taches_sessions(membre: Membre, today: date) -> Iterator[Tache]:
    """One task per session, however many steps it has; a dozen queries for each of at most three sessions."""
    if not can_animer(membre) or membre.espace.is_expire:
        return
    presse = timedelta(days=get_parametres("formation", today)["jours_session_proche"])
    for session in list_sessions_proches(membre, today)[:MAX_SESSIONS]:
        lue = read_session(session, today)
        restantes = [etape for phase in list_phases(lue) for etape in phase.etapes if etape.is_a_faire]
        if not restantes:
            continue
        suite = f", et {nombre_accorde(len(restantes) - 1, 'autre')}" if len(restantes) > 1 else ""
        debut = session.date_debut
        yield Tache(
            f"Session {session.numero}\u00a0: {restantes[0].libelle}{suite}",
            f"{session.titre}, {_say_dates(session)}.",
            reverse("formation:session_detail", args=[membre.espace_id, session.pk]),
            "Voir ce qui reste",
            Urgence.BIENTOT if debut is not None and debut - today <= presse else Urgence.A_FAIRE,
            "school",
            debut if debut is not None and debut >= today else None,
        )


def _say_dates(session: SessionFormation) -> str:
    if session.date_debut is None or session.date_fin is None:
        return "sans date encore"
    if session.date_debut == session.date_fin:
        return f"le {date_longue(session.date_debut)}"
    return periode(session.date_debut, session.date_fin)


def list_taches_qualite(membre: Membre, today: date) -> Iterator[Tache]:
    """Quality tasks, only in the espace of an organisme; three queries."""
    if not can_organiser(membre) or membre.espace.is_expire:
        return
    ouvertes = Reclamation.objects.filter(espace=membre.espace_id, repondue_le__isnull=True).order_by("recue_le")
    get_delais = get_delais_reclamation(membre.espace)
    for row in ouvertes[:MAX_MONTREES]:
        is_accusee = row.accusee_le is not None
        fin = get_delais(row.recue_le).get_fin(row.recue_le, row.accusee_le)
        yield Tache(
            f"{'Répondre à' if is_accusee else 'Accuser'} la réclamation {row.numero}",
            row.objet,
            reverse("formation:registre_update", args=[membre.espace_id, "reclamations", row.pk]),
            "Répondre" if is_accusee else "Voir",
            Urgence.RETARD if fin < today else Urgence.A_FAIRE,
            "message",
            fin,
        )
    finies = sorted(etat.value for etat in FINIES)
    retards = ActionAmelioration.objects.filter(espace=membre.espace_id, echeance__lt=today).exclude(etat__in=finies)
    if nombre := retards.count():
        yield Tache(
            f"Dire où en {'est' if nombre == 1 else 'sont'} {nombre_accorde(nombre, 'action')} d’amélioration",
            "Leur date est passée." if nombre > 1 else "Sa date est passée.",
            reverse("formation:registre_list", args=[membre.espace_id, "amelioration"]),
            "Voir",
            Urgence.A_FAIRE,
            "refresh",
        )


def record_taches() -> None:
    taches.record("formation_demandes", list_taches_demandes)
    taches.record("formation_sessions", list_taches_sessions)
    taches.record("formation_qualite", list_taches_qualite)
    purges.record("reclamations", delete_reclamations_anciennes)
