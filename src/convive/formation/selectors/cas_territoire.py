"""The territories that a case may be drawn from, and the sessions that may receive it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Q

from convive.comptes.models import Compte
from convive.espaces.models import Membre, TypeEspace
from convive.espaces.permissions import can_get_espace
from convive.formation.models import Atelier, Inscription, SessionFormation
from convive.formation.rules.cas_territoire import PREFIXE
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.selectors.ateliers_contenus import get_cas

TERRITOIRES = (TypeEspace.TERRITOIRE.value, TypeEspace.ENTRAINEMENT.value)


def list_places_territoires(compte: Compte) -> list[Membre]:
    """The places of a person in territories, by name; one query."""
    rows = Membre.objects.en_cours().filter(
        compte=compte, espace__type__in=TERRITOIRES, espace__date_suppression__isnull=True
    )
    return [row for row in rows.select_related("espace", "compte").order_by("espace__nom", "pk") if can_get_espace(row)]


def find_place(places: Sequence[Membre], uuid: UUID | None) -> Membre | None:
    return next((row for row in places if row.espace_id == uuid), None)


def list_sessions_du_cas(compte: Compte, today: date) -> list[SessionFormation]:
    """The sessions that this person attends and that are not over; one query."""
    rows = Inscription.objects.filter(
        Q(session__date_fin__isnull=True) | Q(session__date_fin__gte=today),
        compte=compte,
        etat=EtatInscription.INSCRITE.value,
        session__etat__in=(EtatSession.PREPARATION.value, EtatSession.OUVERTE.value),
        espace__date_suppression__isnull=True,
    )
    found = []
    for row in rows.select_related("session", "espace").order_by("session__date_debut", "pk"):
        row.session.espace = row.espace
        found.append(row.session)
    return found


def choose_cle() -> str:
    """A key that says nothing of the territory."""
    return f"{PREFIXE}{uuid4().hex[:20]}"


def choose_numero(session: SessionFormation | None) -> int:
    """The number of the next case, after those of Convive; one query."""
    siens = Atelier.objects.filter(session=session, contenu__startswith=PREFIXE).count() if session else 0
    return len(get_cas()) + siens + 1
