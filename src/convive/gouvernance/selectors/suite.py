"""A séance from its convocation to its closing: who is expected, what is written, what is still missing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from convive.acteurs.models import Personne
from convive.convention.models import Ctg
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.decisions import list_manques
from convive.gouvernance.rules.seances import EtatPoint, NaturePoint, Presence, StatutSeance
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.statuts import OUVERTS
from convive.plan_action.selectors.fiche import list_fiches


def get_seance_lue(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance that this place reads, with its body and its espace; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    seance = rows.select_related("instance", "gel", "close_par").filter(pk=uuid).first()
    if seance is not None:
        seance.espace = membre.espace
        seance.instance.espace = membre.espace
    return seance


@dataclass(frozen=True, slots=True)
class LigneLue:
    """A line of the minutes; `is_premiere` tells that the point changes here, `manques` what its decision lacks."""

    ligne: LigneSeance
    is_premiere: bool
    manques: tuple[str, ...]


def list_lignes(seance: Seance) -> list[LigneLue]:
    """In the order in which they were written, of a séance whose minutes the caller may show; one query."""
    rows = LigneSeance.objects.filter(seance=seance)
    lignes: list[LigneLue] = []
    former: UUID | None = None
    liens = ("point", "auteur", "decision__responsable", "decision__organisation_responsable")
    for ligne in rows.select_related(*liens, "responsable", "fiche", "etape__fiche"):
        manques = tuple(list_manques(ligne.decision.faits)) if ligne.decision else ()
        lignes.append(LigneLue(ligne, bool(ligne.point_id) and ligne.point_id != former, manques))
        former = ligne.point_id
    return lignes


def build_marque(seance: Seance, lignes: list[LigneLue]) -> str:
    """What changes when a line does: a browser that has the same has the same minutes."""
    latest = max((lue.ligne.updated_at.timestamp() for lue in lignes), default=0.0)
    return f"{seance.statut}-{len(lignes)}-{latest:.6f}"


def list_points(seance: Seance) -> list[PointOrdreDuJour]:
    """The agenda, in order; one query."""
    return list(PointOrdreDuJour.objects.filter(seance=seance).select_related("rapporteur").order_by("ordre", "uuid"))


def get_ligne(seance: Seance, uuid: UUID) -> LigneSeance | None:
    rows = LigneSeance.objects.select_related("point", "responsable", "fiche", "etape__fiche")
    ligne = rows.filter(seance=seance, pk=uuid).first()
    if ligne is not None:
        ligne.seance = seance
    return ligne


def get_decision(seance: Seance, uuid: UUID) -> Decision | None:
    return Decision.objects.filter(seance=seance, pk=uuid).select_related("espace").first()


@dataclass(frozen=True, slots=True)
class DecisionACompleter:
    decision: Decision
    manques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointAClore:
    """A point of the agenda; `is_propose` ticks « traité »: something was written of it, or it was said treated."""

    point: PointOrdreDuJour
    lignes: int
    is_propose: bool
    is_sans_decision: bool


@dataclass(frozen=True, slots=True)
class Cloture:
    """What a closing asks and what it will do."""

    decisions: tuple[DecisionACompleter, ...]
    points: tuple[PointAClore, ...]

    @property
    def incompletes(self) -> list[DecisionACompleter]:
        return [row for row in self.decisions if row.manques]


def build_cloture(seance: Seance) -> Cloture:
    """Three queries."""
    rows = Decision.objects.filter(seance=seance).select_related("responsable", "organisation_responsable")
    decisions = tuple(DecisionACompleter(d, tuple(list_manques(d.faits))) for d in rows.order_by("annee", "numero"))
    ecrits: dict[UUID | None, int] = {}
    for point in LigneSeance.objects.filter(seance=seance).values_list("point", flat=True):
        ecrits[point] = ecrits.get(point, 0) + 1
    decides = {row.decision.point_id for row in decisions}
    points = tuple(
        PointAClore(
            point,
            ecrits.get(point.pk, 0),
            point.etat != EtatPoint.REPORTE and (point.pk in ecrits or point.etat == EtatPoint.TRAITE),
            point.nature == NaturePoint.DECISION and point.pk in ecrits and point.pk not in decides,
        )
        for point in list_points(seance)
    )
    return Cloture(decisions, points)


def has_presence(seance: Seance) -> bool:
    """Whether somebody is noted as there, or represented; one query."""
    return seance.participants.filter(presence__in=[Presence.PRESENT.value, Presence.REPRESENTE.value]).exists()


def list_responsables(seance: Seance) -> list[Personne]:
    """Who may carry a decision: the directory of the espace, those of the séance first; one query."""
    personnes = Personne.objects.filter(espace=seance.espace_id).order_by("nom", "uuid")
    attendus = set(seance.participants.filter(~Q(personne=None)).values_list("personne", flat=True))
    return sorted(personnes, key=lambda personne: personne.pk not in attendus)


def list_fiches_ouvertes(membre: Membre, ctg: Ctg) -> list[FicheAction]:
    """The actions of a plan that may still get a step; one query."""
    rows = list_fiches(membre).filter(ctg=ctg, statut__in=sorted(statut.value for statut in OUVERTS))
    return list(rows.select_related("ctg").order_by("ordre", "created_at", "pk"))


def is_ouverte(seance: Seance) -> bool:
    return seance.statut == StatutSeance.EN_COURS
