"""A session that is over: one trainee followed it all, one missed half an hour and an afternoon. Invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from convive.formation.actions.document import create_documents
from convive.formation.actions.presence import SaisiePresence, close_feuille, update_presences, validate_tous
from convive.formation.models import DemiJournee, DocumentFormation, Inscription, SessionFormation
from convive.formation.rules.document import SorteDocument
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

JOURS = 10


def create_session_finie(compte, *, stagiaires: int = 2) -> SessionFormation:
    """« Stagiaire 01 » followed 14 hours, « Stagiaire 02 » 10 hours: half an hour late once, absent once."""
    session = create_session_essai(create_organisme_essai(compte).espace, jours=-JOURS)
    for rang in range(1, stagiaires + 1):
        create_inscription_essai(session, f"Stagiaire {rang:02}", email=f"s{rang}@exemple.fr", employeur="Montfaubert")
    now = timezone.localtime()
    for rang, demi in enumerate(DemiJournee.objects.filter(session=session).select_related("session__espace")):
        validate_tous(by=compte, demi_journee=demi, now=now)
        partielle = Inscription.objects.filter(session=session, nom="Stagiaire 02").first()
        if partielle is not None and rang in (0, 3):
            saisie = SaisiePresence("present", retard=30) if rang == 0 else SaisiePresence("absent", motif="Transport")
            update_presences(by=compte, demi_journee=demi, presences={partielle.pk: saisie}, now=now)
        close_feuille(by=compte, demi_journee=demi, now=now)
    return session


def issue(compte, session, sorte: SorteDocument, now: datetime | None = None, **options) -> list[DocumentFormation]:
    return create_documents(by=compte, session=session, sorte=sorte, now=now or timezone.localtime(), **options)


def next_year(now: datetime) -> datetime:
    return now + timedelta(days=366)
