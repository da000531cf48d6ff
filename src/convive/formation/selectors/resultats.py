"""What the sessions of a training body gave, counted: indicator 2. Each figure has its denominator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from convive.espaces.models import Espace
from convive.formation.models import Emargement, SessionFormation
from convive.formation.rules.formation import SUIVIES, EtatInscription, EtatSession
from convive.formation.rules.presence import compute_assiduite
from convive.formation.selectors.presence import get_suivie
from convive.socle.formats import duree_minutes, nombre_accorde

MOIS_MONTRES = timedelta(days=730)
SUIVIE = Q(inscriptions__etat__in=sorted(etat.value for etat in SUIVIES))
ABANDON = Q(inscriptions__etat=EtatInscription.ABANDON.value)


@dataclass(frozen=True, slots=True)
class ResultatsSession:
    """`prevues` and `suivies` are minutes, of all the trainees together; `is_pointee` tells that every half-day of
    everybody was noted: otherwise the hours are not known yet."""

    session: SessionFormation
    stagiaires: int
    abandons: int
    prevues: int
    suivies: int
    is_pointee: bool

    @property
    def heures(self) -> str:
        if not self.is_pointee:
            return "pas encore toutes pointées"
        return f"{duree_minutes(self.suivies)} sur {duree_minutes(self.prevues)}"

    @property
    def phrase(self) -> str:
        abandons = nombre_accorde(self.abandons, "abandon") if self.abandons else "aucun abandon"
        return f"{nombre_accorde(self.stagiaires, 'stagiaire')}, {abandons}. Heures suivies : {self.heures}."


def list_resultats(espace: Espace, today: date) -> list[ResultatsSession]:
    """Of the sessions that ended within two years, the last first; three queries."""
    rows = SessionFormation.objects.filter(
        espace=espace, date_fin__lt=today, date_fin__gte=today - MOIS_MONTRES
    ).exclude(etat=EtatSession.ANNULEE.value)
    return read_resultats(list(rows))


def read_resultats(sessions: Sequence[SessionFormation]) -> list[ResultatsSession]:
    cles = [session.pk for session in sessions]
    nombres = {
        row["pk"]: row
        for row in SessionFormation.objects.filter(pk__in=cles)
        .order_by()
        .values("pk")
        .annotate(
            stagiaires=Count("inscriptions", filter=SUIVIE, distinct=True),
            abandons=Count("inscriptions", filter=ABANDON, distinct=True),
            demis=Count("demi_journees", distinct=True),
        )
    }
    emargements = Emargement.objects.filter(
        demi_journee__session__in=cles, inscription__etat__in=sorted(etat.value for etat in SUIVIES)
    )
    rows = list(emargements.select_related("demi_journee", "inscription"))
    found = []
    for session in sessions:
        nombre = nombres[session.pk]
        siens = [row for row in rows if row.demi_journee.session_id == session.pk]
        assiduite = compute_assiduite(get_suivie(row) for row in siens)
        attendues = nombre["stagiaires"] * nombre["demis"]
        is_pointee = bool(attendues) and len(siens) >= attendues and not assiduite.a_pointer
        found.append(
            ResultatsSession(
                session,
                nombre["stagiaires"],
                nombre["abandons"],
                assiduite.prevues,
                assiduite.suivies,
                is_pointee,
            )
        )
    return found
