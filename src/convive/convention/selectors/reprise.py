"""What a CTG may take from the one before it, what was decided, what is left to decide."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from convive.comptes.models import Compte
from convive.convention.models import Ctg, RepriseChoix
from convive.convention.rules.reprise import A_DECIDER, REPRIS, Filtre, compute_empreinte
from convive.convention.selectors.registre_reprises import BienCommun, Presentation, Reprise, biens_communs, reprises
from convive.espaces.models import Espace, Membre
from convive.socle.formats import nombre_accorde
from convive.socle.objets import Reference, objets


@dataclass(frozen=True, slots=True)
class LigneReprise:
    """A thing of the former CTG, or a new one; `cible` is what it became, as the new CTG names it."""

    reprise: Reprise
    row: Any
    presentation: Presentation
    decision: RepriseChoix | None
    cible: Presentation | None = None

    @property
    def reference(self) -> Reference:
        return Reference(self.reprise.cle, self.row.pk)

    @property
    def cle(self) -> str:
        """How a form names the line."""
        return f"{self.reprise.cle}.{self.row.pk}"

    @property
    def choix(self) -> str:
        return self.decision.choix if self.decision else A_DECIDER

    @property
    def motif(self) -> str:
        return self.decision.motif if self.decision else ""

    @property
    def empreinte(self) -> str:
        return compute_empreinte(self.choix, self.motif)

    @property
    def is_a_decider(self) -> bool:
        return self.decision is None

    @property
    def is_reportee(self) -> bool:
        """It exists in the new CTG: the choice no longer changes."""
        return self.cible is not None

    @property
    def is_a_reporter(self) -> bool:
        return self.choix in REPRIS and self.cible is None

    def is_montree(self, filtre: Filtre) -> bool:
        if filtre is Filtre.TOUS:
            return True
        if filtre is Filtre.A_DECIDER:
            return self.is_a_decider
        return self.is_a_reporter if filtre is Filtre.A_REPORTER else self.choix == filtre.value


@dataclass(frozen=True, slots=True)
class FamilleReprise:
    """All the things of one kind; `nouvelles` come from nothing."""

    reprise: Reprise
    lignes: tuple[LigneReprise, ...]
    nouvelles: tuple[LigneReprise, ...]

    @property
    def a_decider(self) -> int:
        return sum(1 for ligne in self.lignes if ligne.is_a_decider)


@dataclass(frozen=True, slots=True)
class DossierReprise:
    """The choices of a CTG, kind by kind."""

    ctg: Ctg
    precedente: Ctg
    familles: tuple[FamilleReprise, ...]

    @property
    def lignes(self) -> tuple[LigneReprise, ...]:
        return tuple(ligne for famille in self.familles for ligne in famille.lignes)

    @property
    def total(self) -> int:
        return len(self.lignes)

    @property
    def a_decider(self) -> int:
        return sum(1 for ligne in self.lignes if ligne.is_a_decider)

    @property
    def decides(self) -> int:
        return self.total - self.a_decider

    @property
    def a_reporter(self) -> tuple[LigneReprise, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.is_a_reporter)

    @property
    def comptes(self) -> Mapping[Filtre, int]:
        """How many lines each filter shows."""
        return Counter(filtre for filtre in Filtre for ligne in self.lignes if ligne.is_montree(filtre))


def get_dossier_reprise(ctg: Ctg, precedente: Ctg, lecteur: Compte) -> DossierReprise:
    """What this person sees of it: one query for each kind of thing, one for the choices."""
    by_reference = {choix.reference: choix for choix in RepriseChoix.objects.filter(ctg=ctg).select_related("par")}
    familles = tuple(_build_famille(reprise, ctg, precedente, lecteur, by_reference) for reprise in reprises.get_all())
    return DossierReprise(ctg, precedente, familles)


def _list_visibles(declare: Reprise | BienCommun, parents: Collection[UUID], lecteur: Compte) -> QuerySet[Any]:
    """The rows that this person opens elsewhere: a draft of the plan does not show itself here."""
    rows = declare.list_rows(parents)
    visibles = objets.get_for_model(rows.model).visible_to(lecteur)
    return rows.filter(pk__in=visibles.order_by().values("pk"))


def _build_famille(
    reprise: Reprise, ctg: Ctg, precedente: Ctg, lecteur: Compte, by_reference: Mapping[Reference, RepriseChoix]
) -> FamilleReprise:
    ctgs = {ctg.pk: ctg, precedente.pk: precedente}
    rows: dict[UUID, list[Any]] = {pk: [] for pk in ctgs}
    for row in _list_visibles(reprise, list(ctgs), lecteur):
        row.ctg = ctgs[row.ctg_id]
        rows[row.ctg_id].append(row)
    present = {row.pk: row for row in rows[ctg.pk]}
    lignes, venus = [], set()
    for row in rows[precedente.pk]:
        decision = by_reference.get(Reference(reprise.cle, row.pk))
        cible = present.get(decision.cible_uuid) if decision and decision.cible_uuid else None
        if cible is not None:
            venus.add(cible.pk)
        named = reprise.present(cible, ctg) if cible is not None else None
        lignes.append(LigneReprise(reprise, row, reprise.present(row, ctg), decision, named))
    nouvelles = [
        LigneReprise(reprise, row, reprise.present(row, ctg), by_reference.get(Reference(reprise.cle, row.pk)))
        for row in rows[ctg.pk]
        if row.pk not in venus
    ]
    return FamilleReprise(reprise, tuple(lignes), tuple(nouvelles))


def count_a_decider(ctg: Ctg, precedente: Ctg, lecteur: Compte) -> int:
    """What is left to decide of what this person sees, in one query."""
    restes = []
    for reprise in reprises.get_all():
        decided = RepriseChoix.objects.filter(ctg=ctg.pk, objet_type=reprise.cle, objet_uuid=OuterRef("pk"))
        visibles = _list_visibles(reprise, [precedente.pk], lecteur)
        restes.append(visibles.filter(~Exists(decided)).order_by().values_list("pk"))
    return restes[0].union(*restes[1:], all=True).count() if restes else 0


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Rows counted inside another query."""
    alone = rows.order_by().annotate(tout=Value(1)).values("tout").annotate(nombre=Count("pk")).values("nombre")
    return Coalesce(Subquery(alone), 0)


def list_filiations(ctg: Ctg, precedente: Ctg | None, suivante: Ctg | None, cle: str) -> Mapping[UUID, str]:
    """For the rows of this kind in a CTG: what they come from, and what was decided of them next. Two queries at most,
    none for a CTG alone."""
    said: dict[UUID, list[str]] = defaultdict(list)
    if precedente is not None:
        venus = RepriseChoix.objects.filter(ctg=ctg, objet_type=cle, cible_uuid__isnull=False)
        for cible in venus.values_list("cible_uuid", flat=True):
            said[cible].append(f"vient de « {precedente} »")  # type: ignore[index]  # not empty: filtered above
    if suivante is not None:
        for choix in RepriseChoix.objects.filter(ctg=suivante, objet_type=cle):
            said[choix.objet_uuid].append(f"{choix.get_choix_display().lower()} dans « {suivante} »")
    return {pk: " · ".join(phrases) for pk, phrases in said.items()}


@dataclass(frozen=True, slots=True)
class Decompte:
    """How many of a thing of the espace, with the page that lists them."""

    nombre: int
    libelle: str
    page: str


def list_biens_communs(membre: Membre) -> list[Decompte]:
    """What is simply there for the next CTG, as this place sees it; one query."""
    biens = biens_communs.get_all()
    counts = {f"nombre_{bien.cle}": _count(_list_visibles(bien, [membre.espace_id], membre.compte)) for bien in biens}
    found = Espace.objects.filter(pk=membre.espace_id).annotate(**counts).values(*counts).first() or {}
    return [
        Decompte(nombre, nombre_accorde(nombre, bien.un, bien.plusieurs), bien.page)
        for bien in biens
        if (nombre := found.get(f"nombre_{bien.cle}", 0))
    ]
