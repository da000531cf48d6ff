"""Read what an espace knows, for the chapters of its diagnosis: only what every reader of the diagnosis may read.

A document leaves the espace: a draft, words that are for the team only, a service that is not shown to the public stay.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from convive.acteurs.models import Organisation
from convive.diagnostic.models import Constat, ElementAfom, NatureConstat, Parole, PreuveConstat, SensAvis
from convive.espaces.models import Espace
from convive.offre.models import CompetenceSppe, ServiceEquipement, TypeService

PAROLES, CONSTATS, SERVICES, ELEMENTS_AFOM, ORGANISATIONS = "paroles", "constats", "services", "afom", "organisations"
COMPETENCES = "competences"
SANS_THEMATIQUE: UUID | None = None
"""The key of what concerns everyone."""


def _get_paroles(espace: Espace) -> QuerySet[Parole]:
    return Parole.objects.filter(Parole.objects.all().partagees, espace=espace, date_suppression__isnull=True)


def _get_constats(espace: Espace) -> QuerySet[Constat]:
    return Constat.objects.filter(Constat.objects.all().partagees, espace=espace, date_suppression__isnull=True)


def _get_services(espace: Espace) -> QuerySet[ServiceEquipement]:
    return ServiceEquipement.objects.filter(espace=espace, archive_le__isnull=True, visible_public=True)


def _get_organisations(espace: Espace) -> QuerySet[Organisation]:
    return Organisation.objects.filter(espace=espace, archivee_le__isnull=True)


def count_apports(espace: Espace) -> Mapping[str, Counter[UUID | None]]:
    """How many rows of each kind every thématique has, SANS_THEMATIQUE for those that concern everyone; one query."""
    querysets: Mapping[str, QuerySet[Any]] = {
        PAROLES: _get_paroles(espace),
        CONSTATS: _get_constats(espace),
        SERVICES: _get_services(espace),
        ELEMENTS_AFOM: ElementAfom.objects.filter(espace=espace),
    }
    first, *others = (
        rows.order_by().values_list(Value(genre), "pk", "thematique" if genre == ELEMENTS_AFOM else "thematiques")
        for genre, rows in querysets.items()
    )
    organisations = _get_organisations(espace).order_by()
    # These count once, whatever their thématiques: what stands in their place is the espace.
    competences = CompetenceSppe.objects.filter(espace=espace).order_by()
    sans = [
        organisations.values_list(Value(ORGANISATIONS), "pk", "espace"),
        competences.values_list(Value(COMPETENCES), "pk", "espace"),
    ]
    comptes: dict[str, Counter[UUID | None]] = {genre: Counter() for genre in (*querysets, ORGANISATIONS, COMPETENCES)}
    for genre, _, thematique in first.union(*others, *sans).order_by():
        comptes[genre][thematique] += 1
    return comptes


def _group(rows: QuerySet[Any]) -> dict[UUID | None, list[Any]]:
    """Rows by thématique, in one query: one that has two is in both, one that has none concerns everyone."""
    groups: dict[UUID | None, list[Any]] = {}
    for row in rows.annotate(thematique_lue=F("thematiques")):
        groups.setdefault(row.thematique_lue, []).append(row)
    return groups


def list_paroles(espace: Espace) -> Mapping[UUID | None, list[Parole]]:
    """The latest first; one query."""
    return _group(_get_paroles(espace).order_by("-date_recueil", "uuid"))


def list_constats(espace: Espace) -> Mapping[UUID | None, list[Constat]]:
    """With their figures, and how many partners said what of each (`avis_accord`, `avis_desaccord`…); two queries."""
    figures = PreuveConstat.objects.filter(nature=NatureConstat.DONNEE)
    comptes = {f"avis_{sens}": Count("avis", filter=Q(avis__sens=sens)) for sens in SensAvis.values}
    rows = _get_constats(espace).annotate(**comptes)
    return _group(rows.prefetch_related(Prefetch("preuves", figures)).order_by("-fiabilite", "created_at"))


def list_elements_afom(espace: Espace) -> list[ElementAfom]:
    """In the order of the thématiques; one query."""
    rows = ElementAfom.objects.filter(espace=espace).select_related("thematique")
    return sorted(rows, key=lambda e: (e.thematique.ordre, e.thematique.nom, e.quadrant, -e.poids, e.ordre))


def list_services(espace: Espace) -> Mapping[UUID | None, list[ServiceEquipement]]:
    """With the name that the espace gives to their type (`type_nom`, None for a usual one); one query."""
    types = TypeService.objects.filter(espace=espace, cle=OuterRef("type_cle")).values("nom")[:1]
    rows = _get_services(espace).select_related("gestionnaire").annotate(type_nom=Subquery(types))
    return _group(rows.order_by("type_cle", "nom"))


def list_organisations(espace: Espace) -> list[Organisation]:
    """In the order of their types; one query."""
    return list(_get_organisations(espace).order_by("type", "nom"))


def list_competences(espace: Espace) -> list[tuple[str, str, int]]:
    """Competence of the service public de la petite enfance, who exercises it, for how many communes; one query."""
    rows = CompetenceSppe.objects.filter(espace=espace).order_by("competence", "exercee_par__nom")
    return list(rows.values_list("competence", "exercee_par__nom").annotate(communes=Count("pk")))
