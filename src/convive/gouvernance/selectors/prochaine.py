"""The next séance of an espace as its home shows it: when, where, who comes, what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from convive.espaces.models import Membre
from convive.gouvernance.models import PointOrdreDuJour, Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.convocations import Reponses
from convive.gouvernance.rules.preparation import EtatSeance, Lieu, Preparatif, list_preparatifs
from convive.gouvernance.rules.seances import (
    A_VENIR,
    NaturePoint,
    StatutSeance,
    compute_minutage,
    format_horaires,
)
from convive.gouvernance.selectors.convocation import list_a_prevenir
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.venir import count_reponses
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.point import get_debut_trimestre
from convive.plan_action.rules.statuts import ACTIFS
from convive.socle.formats import nombre_accorde

CLE_FICHE, CLE_SEANCE = "fiche_action", "seance"
PAGES = {
    Lieu.ORDRE: "gouvernance:seance_detail",
    Lieu.DECIDER: "gouvernance:seance_detail",
    Lieu.REGLAGES: "gouvernance:seance_update",
    Lieu.CONVOCATION: "gouvernance:seance_convocation",
}


@dataclass(frozen=True, slots=True)
class ProchaineSeance:
    """`preparatifs` go with the address where each is done; none for who does not prepare it."""

    seance: Seance
    today: date
    reponses: Reponses
    preparatifs: tuple[tuple[Preparatif, str], ...]

    @property
    def faits(self) -> int:
        return sum(preparatif.is_fait for preparatif, _ in self.preparatifs)

    @property
    def quand(self) -> str:
        """« aujourd’hui », « demain », « dans 9 jours »."""
        jours = (self.seance.date - self.today).days if self.seance.date else 0
        return {0: "aujourd’hui", 1: "demain"}.get(jours, f"dans {nombre_accorde(jours, 'jour')}")

    @property
    def feuillet(self) -> tuple[str, ...]:
        """Day of the week, number, month: « jeudi », « 3 », « décembre »."""
        return tuple(date_format(self.seance.date, part) for part in ("l", "j", "F")) if self.seance.date else ()

    @property
    def horaires(self) -> str:
        """« 14 h – 16 h »."""
        return format_horaires(self.seance.heure_debut, self.seance.heure_fin)

    @property
    def is_en_cours(self) -> bool:
        return self.seance.statut == StatutSeance.EN_COURS


def get_prochaine(membre: Membre, today: date) -> ProchaineSeance | None:
    """The one that comes first, of those that this place reads; six queries for who prepares it, two for the others."""
    rows = Seance.objects.visible_to(membre.compte).filter(
        Q(statut__in=[statut.value for statut in A_VENIR]) | Q(statut=StatutSeance.EN_COURS.value),
        espace=membre.espace_id,
        date__gte=today,
    )
    seance: Seance | None = rows.select_related("instance").order_by("date", "heure_debut", "created_at").first()
    if seance is None:
        return None
    etat = _build_etat(membre, seance, today) if can_update_instances(membre) else None
    preparatifs = list_preparatifs(etat) if etat else []
    premier_nu = etat.premier_nu if etat else None
    return ProchaineSeance(
        seance,
        today,
        count_reponses(seance),
        tuple((preparatif, _get_url(seance, preparatif.lieu, premier_nu)) for preparatif in preparatifs),
    )


def _get_url(seance: Seance, lieu: Lieu, premier_nu: UUID | None) -> str:
    if lieu is Lieu.POINT:
        return reverse("plan_action:point_list", args=[seance.espace_id])
    # Its agenda, whatever the step under way.
    etape = "?etape=preparer" if lieu in (Lieu.ORDRE, Lieu.DECIDER) else ""
    if lieu is Lieu.DECIDER and premier_nu:
        etape += f"#point-{premier_nu}"
    return reverse(PAGES[lieu], args=[seance.espace_id, seance.pk]) + etape


def _build_etat(membre: Membre, seance: Seance, today: date) -> EtatSeance:
    points = list(PointOrdreDuJour.objects.filter(seance=seance).order_by("ordre", "pk"))
    a_decider = [point for point in points if point.nature == NaturePoint.DECISION]
    actions, sans_meteo = _count_meteos(membre, points, today)
    nus = [point.pk for point in a_decider if not point.objet_type and not point.texte]
    a_prevenir = list_a_prevenir(seance)
    durees = tuple(point.duree_minutes for point in points)
    return EtatSeance(
        convoquee_le=timezone.localdate(seance.convoquee_le) if seance.convoquee_le else None,
        has_horaires=seance.heure_debut is not None,
        has_lieu=bool(seance.lieu or seance.lien_visio),
        durees=durees,
        prevu_minutes=compute_minutage(durees, seance.heure_debut, seance.heure_fin).prevu_minutes,
        a_decider=len(a_decider),
        a_decider_nus=len(nus),
        premier_nu=next(iter(nus), None),
        actions=actions,
        sans_meteo=sans_meteo,
        en_retard=get_decisions(membre).en_retard().filter(instance=seance.instance_id).count(),
        is_suivi_prevu=any(point.objet_type == CLE_SEANCE for point in points),
        a_prevenir=tuple(participant.nom for participant in a_prevenir),
        is_sans_adresse=not any(participant.email for participant in a_prevenir),
    )


def _count_meteos(membre: Membre, points: Sequence[PointOrdreDuJour], today: date) -> tuple[int, int]:
    """The actions under way that the agenda speaks of, and those whose pilote said nothing since the quarter began."""
    actions = FicheAction.objects.visible_to(membre.compte).filter(
        pk__in=[point.objet_uuid for point in points if point.objet_type == CLE_FICHE],
        statut__in=[statut.value for statut in ACTIFS],
    )
    muettes = Q(date_meteo__isnull=True) | Q(date_meteo__lt=get_debut_trimestre(today))
    compte = actions.order_by().aggregate(total=Count("pk"), sans=Count("pk", filter=muettes))
    return compte["total"], compte["sans"]
