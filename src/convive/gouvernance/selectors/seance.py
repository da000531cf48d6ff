"""A séance as a place reads it: its agenda with the hours, what is proposed, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from convive.espaces.models import Membre
from convive.gouvernance.models import Instance, MembreInstance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.propositions_ordre_du_jour import (
    MAX_PRESSANTES,
    MAX_PROPOSITIONS,
    Cible,
    Proposition,
    choose,
    explain_reste,
    group,
)
from convive.gouvernance.rules.seances import (
    Minutage,
    StatutSeance,
    compute_minutage,
    format_duree,
    format_heure,
)
from convive.gouvernance.selectors.propositions_ordre_du_jour import list_propositions
from convive.socle.formats import nombre_accorde
from convive.socle.noms import fold_nom
from convive.socle.objets import ObjetResolu, objets


@dataclass(frozen=True, slots=True)
class LignePoint:
    """A point with its hour, and what it speaks of as this place may see it."""

    point: PointOrdreDuJour
    rang: int
    debut: str
    duree: str
    objet: ObjetResolu | None
    is_premier: bool
    is_dernier: bool

    @property
    def objet_autre(self) -> str:
        """What it speaks of, when its title does not say so already."""
        if self.objet is None or fold_nom(self.objet.libelle) in fold_nom(self.point.titre):
            return ""
        return self.objet.libelle


@dataclass(frozen=True, slots=True)
class PageSeance:
    """`propositions` and `attente` are for the team, while the agenda may change. `tenables` is how many of the most
    pressing proposals fit in the time left."""

    seance: Seance
    lignes: tuple[LignePoint, ...]
    minutage: Minutage
    propositions: tuple[Proposition, ...]
    autres_propositions: int
    tenables: int
    attente: tuple[PointOrdreDuJour, ...]
    membres: int

    @property
    def pressantes(self) -> tuple[Proposition, ...]:
        return self.propositions[:MAX_PRESSANTES]

    @property
    def pliees(self) -> list[tuple[str, list[Proposition]]]:
        """The other proposals, by kind."""
        return group(self.propositions[MAX_PRESSANTES:])

    @property
    def nombre_pliees(self) -> int:
        return len(self.propositions) - len(self.pressantes)

    def get_suivante(self, cle: str) -> Proposition | None:
        """The proposal that the page shows after this one."""
        rows = [*self.pressantes, *(row for _, rows in self.pliees for row in rows)]
        rang = next((rang for rang, row in enumerate(rows, start=1) if row.cle == cle), len(rows))
        return rows[rang] if rang < len(rows) else None

    @property
    def resume(self) -> str:
        """« 5 points, 1 h 50 ; 10 minutes de marge »."""
        total = self.minutage.total_minutes
        if not self.lignes:
            return "Aucun point pour l’instant"
        said = f"{nombre_accorde(len(self.lignes), 'point')}, {format_duree(total)}"
        reste = explain_reste(self.minutage.reste_minutes)
        return f"{said} ; {reste}" if reste else said

    @property
    def is_debordee(self) -> bool:
        return (self.minutage.reste_minutes or 0) < 0

    @property
    def part_pourcent(self) -> int:
        """How much of the time is taken, for the bar; 100 at most."""
        prevu = self.minutage.prevu_minutes
        return min(100, self.minutage.total_minutes * 100 // prevu) if prevu else 0


def get_seance(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance that this place reads, with its body and its espace; how many sit in the body on its day, and whether
    it has thématiques, come with it."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid)
    today = Value(timezone.localdate(), output_field=DateField())
    sieges = MembreInstance.objects.en_cours(Coalesce(OuterRef("date"), today)).filter(instance=OuterRef("instance"))
    nombre = sieges.order_by().values("instance").annotate(nombre=Count("pk")).values("nombre")
    themes = Instance.thematiques.through._default_manager.filter(instance=OuterRef("instance"))
    annotated: Any = rows.annotate(nombre_membres=Coalesce(Subquery(nombre), 0), has_thematiques=Exists(themes))
    seance: Seance | None = annotated.select_related("instance", "reportee_en__instance", "close_par").first()
    if seance is not None:
        seance.espace = seance.instance.espace = membre.espace
    return seance


def list_points(seance: Seance, *, with_attente: bool = False) -> tuple[list[PointOrdreDuJour], list[PointOrdreDuJour]]:
    """Its agenda, then what waits for a séance of its body, the oldest first; one query."""
    condition = Q(seance=seance)
    if with_attente:
        condition |= Q(instance=seance.instance_id, seance__isnull=True)
    rows = PointOrdreDuJour.objects.filter(condition).select_related("rapporteur", "reporte_de")
    points, attente = list[PointOrdreDuJour](), list[PointOrdreDuJour]()
    for point in rows.order_by("ordre", "created_at", "pk"):
        point.instance = seance.instance
        if point.seance_id is None:
            attente.append(point)
        else:
            point.seance = seance
            points.append(point)
    return points, sorted(attente, key=lambda point: point.created_at)


def list_attente(instance: Instance) -> list[PointOrdreDuJour]:
    """What waits for a séance of this body, the oldest first."""
    rows = PointOrdreDuJour.objects.filter(instance=instance, seance__isnull=True).select_related("rapporteur")
    points = list(rows.order_by("created_at", "pk"))
    for point in points:
        point.instance = instance
    return points


def get_page_seance(membre: Membre, seance: Seance, today: date, *, is_equipe: bool) -> PageSeance:
    """Of a séance that `get_seance` gave: seven queries at most, and one for each kind of object of the agenda."""
    prepare = is_equipe and seance.is_modifiable
    points, attente = list_points(seance, with_attente=prepare)
    minutage = compute_minutage([p.duree_minutes for p in points], seance.heure_debut, seance.heure_fin)
    propositions: list[Proposition] = []
    if prepare:
        deja = {Cible(point.objet_type, point.objet_uuid) for point in points if point.objet_uuid}
        propositions = list_propositions(membre, seance, deja, today)
    return PageSeance(
        seance,
        tuple(_build_lignes(membre, points, minutage)),
        minutage,
        tuple(propositions[:MAX_PROPOSITIONS]),
        max(len(propositions) - MAX_PROPOSITIONS, 0),
        len(choose(propositions[:MAX_PRESSANTES], minutage.reste_minutes)),
        tuple(attente),
        seance.nombre_membres,  # type: ignore[attr-defined]  # annotated by `get_seance`
    )


def list_ordre_du_jour(membre: Membre, seance: Seance, points: Sequence[PointOrdreDuJour]) -> list[LignePoint]:
    """The agenda as it is held: each point with its hour; one query for each kind of object that it speaks of."""
    for point in points:
        point.seance, point.instance = seance, seance.instance
    minutage = compute_minutage([p.duree_minutes for p in points], seance.heure_debut, seance.heure_fin)
    return _build_lignes(membre, points, minutage)


def _build_lignes(membre: Membre, points: Sequence[PointOrdreDuJour], minutage: Minutage) -> list[LignePoint]:
    resolus = objets.resolve_all([point.cible for point in points if point.cible], membre.compte)
    last = len(points) - 1
    return [
        LignePoint(
            point,
            rang + 1,
            format_heure(horaire.debut) if horaire.debut is not None else "",
            format_duree(point.duree_minutes),
            resolus.get(point.cible) if point.cible else None,
            rang == 0,
            rang == last,
        )
        for rang, (point, horaire) in enumerate(zip(points, minutage.horaires, strict=True))
    ]


def list_seances(membre: Membre, instance: Instance, today: date) -> tuple[list[Seance], list[Seance]]:
    """Those to come, the first one first, those without a date at the end; then the others, the last one first."""
    rows = list(Seance.objects.visible_to(membre.compte).filter(instance=instance))
    for seance in rows:
        seance.instance = instance
    a_venir = [
        seance
        for seance in rows
        if seance.is_modifiable and (seance.date is None or seance.date >= today or seance.statut != StatutSeance.CLOSE)
    ]
    passees = [seance for seance in rows if seance not in a_venir]
    a_venir.sort(key=lambda seance: (seance.date is None, seance.date or today))
    passees.sort(key=lambda seance: seance.date or date.min, reverse=True)
    return a_venir, passees
