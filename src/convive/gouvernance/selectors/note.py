"""Notes that help to decide, as a place reads them: the list, one note with its comparison and its trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from convive.espaces.models import Membre
from convive.gouvernance.models import (
    ArbitrageNote,
    AvisPartenaire,
    Decision,
    MembreInstance,
    NoteDecision,
    PointOrdreDuJour,
    ScenarioDecision,
    Seance,
)
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.notes import (
    CRITERES,
    NON_DIT,
    Chiffre,
    FaitsNote,
    FaitsScenario,
    Issue,
    format_couts,
    format_estimation,
    get_lettre,
    list_manques,
    load_chiffres,
    load_couts,
)
from convive.gouvernance.rules.seances import PARTIES, NaturePoint, StatutSeance
from convive.socle.objets import ObjetResolu, objets

MAX_NOTES = 200


@dataclass(frozen=True, slots=True)
class ScenarioLu:
    """A scenario with its letter. `cout` and `estimation` are words."""

    scenario: ScenarioDecision
    lettre: str
    cout: str
    estimation: str
    is_conseille: bool
    is_retenu: bool

    def get_texte(self, critere: str) -> str:
        """What it says of one line of the comparison; « Non dit » when it says nothing."""
        if critere == "cout":
            return f"{self.cout} ({self.estimation})" if self.estimation else self.cout
        return str(getattr(self.scenario, critere)) or NON_DIT


@dataclass(frozen=True, slots=True)
class PageNote:
    """`points` are where it is on an agenda; `cachees` counts the sources that the reader may not open."""

    note: NoteDecision
    scenarios: tuple[ScenarioLu, ...]
    chiffres: tuple[Chiffre, ...]
    avis: tuple[AvisPartenaire, ...]
    sources: tuple[ObjetResolu, ...]
    cachees: int
    arbitrages: tuple[ArbitrageNote, ...]
    points: tuple[PointOrdreDuJour, ...]
    manques: tuple[str, ...]

    @property
    def lignes(self) -> list[tuple[str, list[tuple[ScenarioLu, str]]]]:
        """The comparison: a criterion, what each scenario says of it."""
        return [(titre, [(row, row.get_texte(cle)) for row in self.scenarios]) for cle, titre in CRITERES]

    @property
    def arbitrage(self) -> ArbitrageNote | None:
        return next((row for row in self.arbitrages if row.is_definitif), None)

    @property
    def conseille(self) -> ScenarioLu | None:
        return next((row for row in self.scenarios if row.is_conseille), None)

    @property
    def retenu(self) -> ScenarioLu | None:
        return next((row for row in self.scenarios if row.is_retenu), None)


@dataclass(frozen=True, slots=True)
class LigneNote:
    """A note in the list. `etat` is where it stands, in words; `seance` the next one that takes it."""

    note: NoteDecision
    etat: str
    scenarios: int
    arbitrage: ArbitrageNote | None
    seance: Seance | None


def get_notes(membre: Membre) -> QuerySet[NoteDecision]:
    return NoteDecision.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def get_note(membre: Membre, uuid: UUID) -> NoteDecision | None:
    """A note that this place reads, with its body; one query."""
    note = get_notes(membre).select_related("instance", "created_by").filter(pk=uuid).first()
    if note is not None:
        note.espace = membre.espace
    return note


def list_notes(membre: Membre) -> list[LigneNote]:
    """Those to settle first, the most awaited at the top; then the others. Three queries."""
    definitifs = ArbitrageNote.objects.filter(annule_le__isnull=True).exclude(issue=Issue.REPORTE.value)
    prefetch: Any = Prefetch("arbitrages", definitifs.select_related("decision", "scenario"), "definitifs")
    rows = get_notes(membre).select_related("instance").prefetch_related(prefetch).annotate(nombre=Count("scenarios"))
    notes: list[Any] = list(rows.order_by("-created_at", "pk")[:MAX_NOTES])
    seances = _get_seances(membre, notes)
    lignes = []
    for note in notes:
        definitif = next(iter(note.definitifs), None)
        seance = seances.get(note.pk)
        lignes.append(LigneNote(note, _name_etat(definitif, seance), note.nombre, definitif, seance))
    lignes.sort(key=lambda row: (row.arbitrage is not None, row.note.attendue_le is None, str(row.note.attendue_le)))
    return lignes


def _name_etat(arbitrage: ArbitrageNote | None, seance: Seance | None) -> str:
    if arbitrage is not None:
        return "Tranchée"
    return "À un ordre du jour" if seance is not None else "En préparation"


def _get_seances(membre: Membre, notes: Sequence[NoteDecision]) -> dict[UUID, Seance]:
    """The séance to come that takes each of these notes, among those that the place reads; one query."""
    points = PointOrdreDuJour.objects.filter(
        objet_type=TYPE_NOTE,
        objet_uuid__in=[note.pk for note in notes],
        seance__in=Seance.objects.visible_to(membre.compte).order_by().values("pk"),
    ).exclude(seance__statut__in=[StatutSeance.CLOSE.value, *(statut.value for statut in PARTIES)])
    found: dict[UUID, Seance] = {}
    for point in points.select_related("seance__instance").order_by("-seance__date"):
        if point.objet_uuid is not None and point.seance is not None:
            found[point.objet_uuid] = point.seance
    return found


def get_page_note(membre: Membre, note: NoteDecision) -> PageNote:
    """Five queries, and one for each kind of source."""
    arbitrages = ArbitrageNote.objects.filter(note=note).select_related("scenario", "decision__instance", "gel")
    passes = tuple(arbitrages.order_by("date", "created_at"))
    definitif = next((row for row in passes if row.is_definitif), None)
    scenarios = build_scenarios(note, definitif)
    avis = tuple(AvisPartenaire.objects.filter(note=note).select_related("organisation"))
    lettres: dict[UUID | None, str] = {row.scenario.pk: row.lettre for row in scenarios}
    for row in avis:
        # Of one view alone, which scenario it is about is said by its letter, as the page names them.
        row.lettre = lettres.get(row.scenario_id, "")
    references = [source.reference for source in note.sources.all()]
    resolus = objets.resolve_all(references, membre.compte)
    chiffres = load_chiffres(note.chiffres)
    faits = FaitsNote(
        note.question,
        tuple(
            FaitsScenario(row.scenario.titre, row.scenario.effets, bool(row.scenario.couts), row.scenario.risques)
            for row in scenarios
        ),
        note.contexte,
        bool(references or chiffres),
        bool(avis),
        note.recommandation,
    )
    points = PointOrdreDuJour.objects.visible_to(membre.compte).filter(objet_type=TYPE_NOTE, objet_uuid=note.pk)
    return PageNote(
        note,
        scenarios,
        chiffres,
        avis,
        tuple(resolus[ref] for ref in references if ref in resolus),
        sum(ref not in resolus for ref in references),
        passes,
        tuple(points.filter(seance__isnull=False).select_related("seance__instance").order_by("seance__date")),
        tuple(list_manques(faits)),
    )


def build_scenarios(note: NoteDecision, arbitrage: ArbitrageNote | None) -> tuple[ScenarioLu, ...]:
    """In their order, « ne rien changer » at the end; one query."""
    rows = ScenarioDecision.objects.filter(note=note)
    return tuple(
        ScenarioLu(
            scenario,
            get_lettre(rang),
            format_couts(load_couts(scenario.couts)),
            format_estimation(scenario.cout_source, scenario.cout_date),
            scenario.pk == note.scenario_conseille_id,
            arbitrage is not None and arbitrage.scenario_id == scenario.pk,
        )
        for rang, scenario in enumerate(rows)
    )


def list_seances_possibles(membre: Membre, note: NoteDecision) -> list[Seance]:
    """The séances whose agenda may still take it, those of its body when it has one; one query."""
    prises = PointOrdreDuJour.objects.filter(seance=OuterRef("pk"), objet_type=TYPE_NOTE, objet_uuid=note.pk)
    rows = Seance.objects.visible_to(membre.compte).a_venir().filter(~Exists(prises), espace=membre.espace_id)
    if note.instance_id is not None:
        rows = rows.filter(instance=note.instance_id)
    return [seance for seance in rows.select_related("instance").order_by("date", "pk")[:20] if seance.is_modifiable]


def list_decisions_liables(membre: Membre) -> list[Decision]:
    """Decisions of the register that could be the one that settled a note, the last ones; one query."""
    libres = Q(arbitrage__isnull=True)
    rows = Decision.objects.visible_to(membre.compte).filter(libres, espace=membre.espace_id)
    return list(rows.order_by("-date", "-annee", "-numero")[:40])


def get_siege_avis(membre: Membre, note: NoteDecision) -> MembreInstance | None:
    """The seat for which this person is asked for her view of a note: a séance that was convened has it on its agenda
    to that end. One query."""
    points = PointOrdreDuJour.objects.filter(
        objet_type=TYPE_NOTE,
        objet_uuid=note.pk,
        nature=NaturePoint.AVIS.value,
        seance__statut__in=[StatutSeance.CONVOQUEE.value, StatutSeance.EN_COURS.value],
    )
    sieges = get_sieges(membre.compte).filter(instance__in=points.values("instance"), instance__espace=membre.espace_id)
    return sieges.select_related("personne", "organisation").order_by("siege", "pk").first()


def find_mon_avis(membre: Membre, siege: MembreInstance, avis: Iterable[AvisPartenaire]) -> AvisPartenaire | None:
    """The view that she gave herself, among those of a note."""
    moi = (str(siege), str(membre.compte))
    return next((row for row in avis if (row.nom, row.recueilli_par) == moi), None)
