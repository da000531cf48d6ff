"""The projections, drawn and written in tables."""

from dataclasses import dataclass

from convive.diagnostic.exports.indicateur_page import Dessin, draw_twice
from convive.diagnostic.rules.projection import SCENARIOS, Point, Tranche
from convive.diagnostic.selectors.projection import ProjectionLue
from convive.documents.graphiques import Graphique, Serie, courbe
from convive.documents.graphiques import Point as PointCourbe
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import nombre
from convive.territoires.rules import PerimetreResolu


@dataclass(frozen=True)
class LigneProjection:
    """One year: a text by scenario, « 102 (94 à 110) », or « 102 » for children already born."""

    annee: int
    valeurs: tuple[str, ...]
    is_ne: bool


@dataclass(frozen=True)
class TrancheAffichee:
    tranche: Tranche
    presence_pourcent: int
    lignes: tuple[LigneProjection, ...]
    dessin: Dessin | None


def format_point(point: Point) -> str:
    if point.is_ne:
        return nombre(point.valeur, 0)
    return f"{nombre(point.valeur, 0)} ({nombre(point.bas, 0)} à {nombre(point.haut, 0)})"


def build_tranches(perimetre: PerimetreResolu, lue: ProjectionLue) -> list[TrancheAffichee]:
    if lue.projection is None:
        return []
    noms = [f"{SOURCES[s].producteur}, {SOURCES[s].titre}" for s in lue.sources if s in SOURCES]
    source = f"{'\u202f; '.join(noms)} · projection de Convive"
    return [_build(perimetre, tranche, source) for tranche in lue.projection.tranches]


def _build(perimetre: PerimetreResolu, tranche: Tranche, source: str) -> TrancheAffichee:
    lignes = tuple(
        LigneProjection(points[0].annee, tuple(format_point(point) for point in points), points[0].is_ne)
        for points in zip(*(tranche.scenarios[nom] for nom in SCENARIOS), strict=True)
    )
    dessin = draw_twice(lambda largeur: _draw(perimetre, tranche, source, largeur))
    return TrancheAffichee(tranche, round(100 * tranche.presence), lignes, dessin)


def _draw(perimetre: PerimetreResolu, tranche: Tranche, source: str, largeur: int) -> Graphique:
    """What was, then the three lines that part from it."""
    past = [PointCourbe(annee, valeur) for annee, valeur in sorted(tranche.passe.items())]
    series = [
        Serie(
            nom,
            # What was is drawn once, with the middle line.
            (
                *(past if cle == "maintien" else past[-1:]),
                *(PointCourbe(point.annee, point.valeur) for point in tranche.scenarios[cle]),
            ),
            accent=cle == "maintien",
        )
        for cle, nom in (("maintien", "Maintien"), ("tendance", "Tendance"), ("rebond", "Inversion"))
    ]
    return courbe(
        titre=f"{tranche.libelle}\u00a0: {perimetre.nom}",
        series=series,
        unite="enfants au 1er janvier",
        source=source,
        decimales=0,
        largeur=largeur,
    )
