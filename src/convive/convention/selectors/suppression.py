"""What taking a CTG away would take with it, and what stands in the way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, Q, Value
from django.db.models.deletion import Collector
from django.urls import reverse

from convive.convention.models import Ctg
from convive.convention.obstacles import Obstacle, obstacles
from convive.convention.selectors.ctg import DossierCtg
from convive.documents.models import Gel, PieceJointe
from convive.socle.formats import nombre_accorde
from convive.socle.objets import Reference, objets

MAX_PARAMETRES = 10_000
"""Values in one query: a database refuses more than some thirty thousand."""


@dataclass(frozen=True, slots=True)
class BilanSuppression:
    """`consequences` count what would go, kind by kind; none is gone as long as there is an obstacle."""

    consequences: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]


def get_bilan_suppression(dossier: DossierCtg) -> BilanSuppression:
    references = [objets.get_reference(objet) for objet in (dossier.ctg, *dossier.avenants)]
    counts = count_dependances(dossier.ctg)
    lost = [nombre_accorde(nombre, un, plusieurs) for (un, plusieurs), nombre in sorted(counts.items())]
    return BilanSuppression(tuple(lost), tuple(_list_obstacles(dossier, references)))


def count_dependances(ctg: Ctg) -> Counter[tuple[str, str]]:
    """The rows of every package that belong to this CTG, by the two names of their kind; itself apart."""
    collector = Collector(using="default", origin=ctg)
    collector.collect([ctg])
    counts: Counter[tuple[str, str]] = Counter()
    for model, rows in collector.data.items():
        counts[_name(model)] += sum(1 for row in rows if row != ctg)
    counts.update(_count_simples(collector.fast_deletes))
    return +counts


def _count_simples(lots: Iterable[Any]) -> Counter[tuple[str, str]]:
    """The rows of each of these querysets; one query for them all, a few when they name thousands of rows."""
    rows = {str(rang): lot for rang, lot in enumerate(lots)}
    counts: Counter[tuple[str, str]] = Counter()
    for groupe in _group(rows):
        for cle, nombre in Counter(groupe[0].union(*groupe[1:], all=True).order_by()).items():
            counts[_name(rows[cle].model)] += nombre
    return counts


def _group(rows: Mapping[str, Any]) -> Iterable[list[Any]]:
    """The branches of each query, so that none has too many values."""
    groupe: list[Any] = []
    total = 0
    for cle, lot in rows.items():
        branche = lot.order_by().annotate(lot_perdu=Value(cle, output_field=CharField()))
        branche = branche.values_list("lot_perdu", flat=True)
        params = len(branche.query.sql_with_params()[1])
        if groupe and total + params > MAX_PARAMETRES:
            yield groupe
            groupe, total = [], 0
        groupe.append(branche)
        total += params
    if groupe:
        yield groupe


def _name(model: type[Model]) -> tuple[str, str]:
    if model._meta.auto_created:
        # A table of links has no name of its own: it takes those of what it links.
        lies = [champ.related_model for champ in model._meta.fields]
        noms = [str(lie._meta.verbose_name) for lie in lies if isinstance(lie, type)]
        entre = f"entre {noms[0]} et {noms[-1]}"
        return f"lien {entre}", f"liens {entre}"
    return str(model._meta.verbose_name), str(model._meta.verbose_name_plural)


def _list_rows(model: Any, references: Iterable[Reference]) -> Any:
    condition = Q(pk__in=())
    for reference in references:
        condition |= Q(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)
    return model._default_manager.filter(condition)


def _list_obstacles(dossier: DossierCtg, references: Sequence[Reference]) -> Iterable[Obstacle]:
    ctg = dossier.ctg
    args = [ctg.espace_id, ctg.pk]
    for suivante in dossier.ctgs:
        if suivante.ctg_precedente_id == ctg.pk:
            yield Obstacle(
                f"« {suivante} » la suit, et ce qu’elle reprend vient d’elle.",
                reverse("convention:ctg_update", args=[ctg.espace_id, suivante.pk]),
                f"Indiquer que « {suivante} » ne la suit pas",
            )
    for avenant in dossier.avenants:
        if avenant.date_signature is not None:
            yield Obstacle(
                f"L’avenant n° {avenant.numero} est signé.",
                reverse("convention:avenant_detail", args=[*args, avenant.pk]),
                f"Revenir sur la signature de l’avenant n° {avenant.numero}",
            )
    for sorte in obstacles.get_all():
        yield from sorte.list_obstacles(ctg)
    if pieces := _list_rows(PieceJointe, references).presentes().count():
        yield Obstacle(
            f"{nombre_accorde(pieces, 'pièce jointe lui appartient', 'pièces jointes lui appartiennent')}, "
            "à elle ou à ses avenants.",
            reverse("convention:ctg_detail", args=args),
            "Les retirer, ou les déposer ailleurs",
        )
    if gels := _list_rows(Gel, references).count():
        yield Obstacle(
            f"{nombre_accorde(gels, 'version gardée fait', 'versions gardées font')} foi de ce qui a été signé.",
            reverse("documents:gel_list", args=[ctg.espace_id]),
            "Voir les versions gardées\u00a0: chacune se supprime avec un motif",
        )
