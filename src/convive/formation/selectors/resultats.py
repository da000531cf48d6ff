"""What the sessions of a training body gave, counted: indicator 2. Each figure has its denominator."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q

from convive.espaces.models import Espace
from convive.formation.models import Emargement, QuestionnaireSession, SessionFormation
from convive.formation.rules.bilan_session import Part
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.formation import SUIVIES, EtatInscription, EtatSession
from convive.formation.rules.presence import compute_assiduite
from convive.formation.rules.questionnaires import Reponses
from convive.formation.rules.resultats import Satisfaction, add_satisfactions, compute_satisfaction
from convive.formation.selectors.presence import get_suivie
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.socle.formats import duree_minutes, nombre_accorde

MOIS_MONTRES = timedelta(days=730)
SUIVIE = Q(inscriptions__etat__in=sorted(etat.value for etat in SUIVIES))
ABANDON = Q(inscriptions__etat=EtatInscription.ABANDON.value)
INSCRITE = Q(inscriptions__etat=EtatInscription.INSCRITE.value)
ABANDONS = "Abandons"


@dataclass(frozen=True, slots=True)
class ResultatsSession:
    """`prevues` and `suivies` are minutes, of all the trainees together; `is_pointee` tells that every half-day of
    everybody was noted: otherwise the hours are not known yet."""

    session: SessionFormation
    abandons: Part
    prevues: int
    suivies: int
    is_pointee: bool
    satisfaction: Satisfaction

    @property
    def stagiaires(self) -> int:
        return self.abandons.total

    @property
    def heures(self) -> str:
        if not self.is_pointee:
            return "pas encore toutes pointées"
        return f"{duree_minutes(self.suivies)} sur {duree_minutes(self.prevues)}"

    @property
    def phrase(self) -> str:
        abandons = nombre_accorde(self.abandons.nombre, "abandon") if self.abandons.nombre else "aucun abandon"
        debut = f"{nombre_accorde(self.stagiaires, 'stagiaire')}, {abandons}. Heures suivies : {self.heures}."
        return f"{debut} {self.satisfaction.phrase}"


@dataclass(frozen=True, slots=True)
class TotauxResultats:
    """Of all the sessions that are shown; what is secret of one is not in the sum."""

    abandons: Part
    satisfaction: Satisfaction


def add_resultats(resultats: Sequence[ResultatsSession]) -> TotauxResultats | None:
    """None under two sessions."""
    if len(resultats) < 2:
        return None
    abandons = Part(ABANDONS, sum(row.abandons.nombre for row in resultats), sum(row.stagiaires for row in resultats))
    return TotauxResultats(abandons, add_satisfactions(row.satisfaction for row in resultats))


def list_resultats(espace: Espace, today: date) -> list[ResultatsSession]:
    """Of the sessions that ended within two years, the last first; four queries."""
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
            inscrites=Count("inscriptions", filter=INSCRITE, distinct=True),
            demis=Count("demi_journees", distinct=True),
        )
    }
    emargements = Emargement.objects.filter(
        demi_journee__session__in=cles, inscription__etat__in=sorted(etat.value for etat in SUIVIES)
    )
    rows = list(emargements.select_related("demi_journee", "inscription"))
    avis = _list_avis(cles)
    questionnaire = get_questionnaires()[Enquete.A_CHAUD]
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
                Part(ABANDONS, nombre["abandons"], nombre["stagiaires"]),
                assiduite.prevues,
                assiduite.suivies,
                is_pointee,
                compute_satisfaction(questionnaire, avis[session.pk], nombre["inscrites"]),
            )
        )
    return found


def _list_avis(cles: Sequence[UUID]) -> Mapping[UUID, list[Reponses]]:
    """What was answered at the end of each session; one query."""
    rows = QuestionnaireSession.objects.filter(session__in=cles, cle=Enquete.A_CHAUD.value, termine_le__isnull=False)
    found: dict[UUID, list[Reponses]] = defaultdict(list)
    for session, reponses in rows.order_by().values_list("session", "reponses"):
        found[session].append(reponses)
    return found
