"""The sessions of a training body, as a place reads them."""

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
    """The last first; `inscrites` counts those that came or are to come."""
    rows = SessionFormation.objects.filter(espace=membre.espace_id).select_related("programme")
    return rows.annotate(inscrites=INSCRITES)


def get_session(membre: Membre, uuid: UUID) -> SessionFormation | None:
    """With its programme and its `inscrites`; None when it is of another espace."""
    session = list_sessions(membre).filter(pk=uuid).first()
    if session is not None:
        session.espace = membre.espace
    return session


def list_sessions_proches(membre: Membre, today: date) -> QuerySet[SessionFormation]:
    """Those that one prepares, and those that ended less than half a year ago without being closed; the first to come
    first, those without a date last."""
    vivantes = (EtatSession.PREPARATION.value, EtatSession.OUVERTE.value)
    rows = list_sessions(membre).filter(etat__in=vivantes)
    recentes = Q(date_fin__isnull=True) | Q(date_fin__gte=today - SUITES)
    return rows.filter(recentes).order_by(F("date_debut").asc(nulls_last=True), "numero", "pk")


def list_programmes_ouverts(membre: Membre) -> QuerySet[Programme]:
    """Those of which one may make a session: published first, drafts after."""
    rows = Programme.objects.filter(espace=membre.espace_id).exclude(etat=EtatProgramme.ARCHIVE.value)
    return rows.order_by("-etat", "titre", "pk")


def list_sequences(session: SessionFormation) -> QuerySet[SequenceProgramme]:
    return SequenceProgramme.objects.filter(programme=session.programme_id)


def list_equipe(membre: Membre) -> list[Membre]:
    """The places of today that may run a session, by name."""
    roles = droits.get(*DROIT_ANIMER).roles
    rows = Membre.objects.en_cours().filter(espace=membre.espace_id, role__in=roles).select_related("compte")
    return sorted(rows, key=lambda place: str(place.compte))


def get_inscription(session: SessionFormation, uuid: UUID) -> Inscription | None:
    """Someone of this session, with it and its espace."""
    inscription = Inscription.objects.filter(session=session, pk=uuid).select_related("compte").first()
    if inscription is not None:
        inscription.session, inscription.espace = session, session.espace
    return inscription


def list_inscriptions_compte(compte: Compte) -> QuerySet[Inscription]:
    """Those of an account, the last session first, whose espace is still there."""
    rows = Inscription.objects.filter(compte=compte.pk, espace__date_suppression__isnull=True)
    return rows.select_related("session", "espace").order_by("-session__date_debut", "pk")
