"""The sessions of an organisme, as a membre sees them."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.formation.models import Inscription, Programme, SequenceProgramme, SessionFormation
from convive.formation.rules.formation import DROIT_ANIMER, SUIVIES, EtatProgramme, EtatSession
from convive.socle.droits import droits

SUITES = timedelta(days=183)
INSCRITES = Count("inscriptions", filter=Q(inscriptions__etat__in=sorted(SUIVIES)))


def list_sessions(membre: Membre) -> QuerySet[SessionFormation]:
    """The sessions, latest first; `inscrites` is how many people attended or will attend."""
    rows = SessionFormation.objects.filter(espace=membre.espace_id).select_related("programme")
    return rows.annotate(inscrites=INSCRITES)


def get_session(membre: Membre, uuid: UUID) -> SessionFormation | None:
    """A session with its programme and `inscrites`; None if it belongs to another espace."""
    session = list_sessions(membre).filter(pk=uuid).first()
    if session is not None:
        session.espace = membre.espace
    return session


def list_sessions_proches(membre: Membre, today: date) -> QuerySet[SessionFormation]:
    """The sessions in preparation, and those that ended less than six months ago and are not closed; by date, those
    without a date last."""
    vivantes = (EtatSession.PREPARATION.value, EtatSession.OUVERTE.value)
    rows = list_sessions(membre).filter(etat__in=vivantes)
    recentes = Q(date_fin__isnull=True) | Q(date_fin__gte=today - SUITES)
    return rows.filter(recentes).order_by(F("date_debut").asc(nulls_last=True), "numero", "pk")


def list_programmes_ouverts(membre: Membre) -> QuerySet[Programme]:
    """The programmes from which a session can be created: published ones first, then drafts."""
    rows = Programme.objects.filter(espace=membre.espace_id).exclude(etat=EtatProgramme.ARCHIVE.value)
    return rows.order_by("-etat", "titre", "pk")


def list_sequences(session: SessionFormation) -> QuerySet[SequenceProgramme]:
    return SequenceProgramme.objects.filter(programme=session.programme_id)


def list_equipe(membre: Membre) -> list[Membre]:
    """The current membres who may run a session, sorted by name."""
    roles = droits.get(*DROIT_ANIMER).roles
    rows = Membre.objects.en_cours().filter(espace=membre.espace_id, role__in=roles).select_related("compte")
    return sorted(rows, key=lambda place: str(place.compte))


def get_inscription(session: SessionFormation, uuid: UUID) -> Inscription | None:
    """An inscription of this session, with its session and espace set."""
    inscription = Inscription.objects.filter(session=session, pk=uuid).select_related("compte").first()
    if inscription is not None:
        inscription.session, inscription.espace = session, session.espace
    return inscription


def list_inscriptions_compte(compte: Compte) -> QuerySet[Inscription]:
    """The inscriptions of a compte, latest session first, whose espace still exists."""
    rows = Inscription.objects.filter(compte=compte.pk, espace__date_suppression__isnull=True)
    return rows.select_related("session", "espace").order_by("-session__date_debut", "pk")
