"""Read what an espace knows, for the chapters of its diagnosis: only what every reader of the diagnosis may read.

A document leaves the espace: a draft, words that are for the team only, a service that is not shown to the public stay.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from convive.acteurs.models import Organisation
from convive.diagnostic.models import Constat, ElementAfom, NatureConstat, Parole, PreuveConstat, SensAvis
from convive.espaces.models import Espace
from convive.offre.models import ServiceEquipement
from convive.territoires.selectors import get_communes_from_codes

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


def count_by_thematique(rows: QuerySet[Any]) -> Counter[UUID | None]:
    """How many rows each thématique has, SANS_THEMATIQUE for those that concern everyone; one query."""
    return Counter(thematique for _, thematique in rows.order_by().values_list("pk", "thematiques").distinct())


def count_paroles(espace: Espace) -> Counter[UUID | None]:
    return count_by_thematique(_get_paroles(espace))


def count_constats(espace: Espace) -> Counter[UUID | None]:
    return count_by_thematique(_get_constats(espace))


def count_services(espace: Espace) -> Counter[UUID | None]:
    return count_by_thematique(_get_services(espace))


def count_elements_afom(espace: Espace) -> int:
    return ElementAfom.objects.filter(espace=espace).count()


def count_organisations(espace: Espace) -> int:
    return _get_organisations(espace).count()


def _group[T](rows: Iterable[T]) -> dict[UUID | None, list[T]]:
    """Rows by thématique; one that has two is in both, one that has none concerns everyone."""
    groups: dict[UUID | None, list[T]] = {}
    for row in rows:
        thematiques: Any = row.thematiques  # type: ignore[attr-defined]  # every model given has this relation
        for cle in [thematique.pk for thematique in thematiques.all()] or [SANS_THEMATIQUE]:
            groups.setdefault(cle, []).append(row)
    return groups


def list_paroles(espace: Espace) -> Mapping[UUID | None, list[Parole]]:
    """Two queries."""
    return _group(_get_paroles(espace).prefetch_related("thematiques"))


def list_constats(espace: Espace) -> Mapping[UUID | None, list[Constat]]:
    """With their figures, and how many partners said what of each (`avis_accord`, `avis_desaccord`…); three queries."""
    figures = PreuveConstat.objects.filter(nature=NatureConstat.DONNEE)
    comptes = {f"avis_{sens}": Count("avis", filter=Q(avis__sens=sens)) for sens in SensAvis.values}
    rows = _get_constats(espace).annotate(**comptes)
    return _group(
        rows.prefetch_related("thematiques", Prefetch("preuves", figures)).order_by("-fiabilite", "created_at")
    )


def list_elements_afom(espace: Espace) -> list[ElementAfom]:
    """In the order of the thématiques; one query."""
    rows = ElementAfom.objects.filter(espace=espace).select_related("thematique")
    return sorted(rows, key=lambda e: (e.thematique.ordre, e.thematique.nom, e.quadrant, -e.poids, e.ordre))


def list_services(espace: Espace) -> Mapping[UUID | None, list[ServiceEquipement]]:
    """Two queries."""
    rows = _get_services(espace).select_related("gestionnaire").prefetch_related("thematiques")
    return _group(rows.order_by("type_cle", "nom"))


def list_organisations(espace: Espace) -> list[Organisation]:
    """In the order of their types; one query."""
    return list(_get_organisations(espace).order_by("type", "nom"))


def get_noms_communes(codes: Iterable[str]) -> dict[str, str]:
    return {commune.code: commune.nom for commune in get_communes_from_codes(sorted(set(codes) - {""})).communes}
