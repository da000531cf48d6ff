"""A session whose first half-day is going on, and what a device sends. Invented."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from convive.formation.models import DemiJournee, SessionFormation
from convive.formation.rules.presence import MoyenSignature, Signature
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

TRACE = "M40 120L90 60L140 130L200 70L260 120"


def create_session_du_jour(compte, *, stagiaires: int = 2) -> SessionFormation:
    """Its first day is today; « Stagiaire 01 », « Stagiaire 02 »… are enrolled."""
    session = create_session_essai(create_organisme_essai(compte).espace, jours=0)
    for rang in range(1, stagiaires + 1):
        create_inscription_essai(session, f"Stagiaire {rang:02}", email=f"s{rang}@exemple.fr", employeur="Ville")
    return session


def get_matin(session: SessionFormation) -> DemiJournee:
    return DemiJournee.objects.filter(session=session).select_related("session__espace")[0]


def at(demi_journee: DemiJournee, minutes: int = 5) -> datetime:
    """So many minutes after it began."""
    debut = datetime.combine(demi_journee.date, demi_journee.debut, timezone.get_current_timezone())
    return debut + timedelta(minutes=minutes)


def sign(moyen: str = MoyenSignature.TABLETTE.value, **champs: object) -> Signature:
    valeurs = {"cle": str(uuid4()), "moyen": moyen, "trace": TRACE} | champs
    return Signature(**valeurs)  # type: ignore[arg-type]  # the fields of above
