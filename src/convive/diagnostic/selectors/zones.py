"""The IRIS and the quartiers prioritaires of a périmètre, with their own figures; two queries of the data plane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.zones import COLONNES_IRIS, COLONNES_QPV, ColonneZone, Lue, compute_valeur, list_grandeurs
from convive.diagnostic.selectors.portrait import get_seuils
from convive.diagnostic.selectors.quartiers import COMMUNE_ENTIERE, MAX_QUARTIERS
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.zones import get_zones
from convive.donnees.rules import Maille, Statut, Zone
from convive.socle.noms import fold_nom
from convive.territoires.rules import PerimetreResolu


@dataclass(frozen=True)
class ZoneLue:
    """A quartier with a figure by column. `communes` are the codes of those of the périmètre where it lies."""

    code: str
    nom: str
    communes: tuple[str, ...]
    valeurs: tuple[Lue, ...]


@dataclass(frozen=True)
class TableZones:
    """Quartiers of one kind. `annees` gives the vintage of each column, None for one that no quartier has; such a
    column is left out. `lignes` is empty when they are too many for a page, and `total` says how many."""

    total: int
    colonnes: tuple[tuple[ColonneZone, int], ...]
    lignes: tuple[ZoneLue, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ZonesPerimetre:
    """`liste_2024`: name and communes of the quartiers prioritaires in force, which have no figure yet."""

    iris: TableZones | None
    qpv: TableZones | None
    liste_2024: tuple[tuple[str, tuple[str, ...]], ...]


def get_zones_perimetre(perimetre: PerimetreResolu, jour: date, maximum: int = MAX_QUARTIERS) -> ZonesPerimetre:
    """Small communes are one IRIS, which says again what they say: they are left out. Raises DonneesAbsentes.

    Beyond `maximum` quartiers, a table says how many they are and is not read.
    """
    zones = get_zones([commune.code for commune in perimetre.communes])
    iris = [zone for zone in zones if zone.maille == Maille.IRIS and zone.nature != COMMUNE_ENTIERE]
    prioritaires = [zone for zone in zones if zone.maille == Maille.QUARTIER_PRIORITAIRE]
    anciens = [zone for zone in prioritaires if zone.nature != "2024"]
    actuels = _group([zone for zone in prioritaires if zone.nature == "2024"])
    shown = [zones for zones in (iris, anciens) if len({zone.territoire for zone in zones}) <= maximum]
    cibles = [(zone.maille, zone.territoire) for zones in shown for zone in zones]
    lues: dict[str, dict[str, dict[int, tuple[Lue, str]]]] = {}
    for mesure in get_mesures(cibles, indicateurs=list_grandeurs(*COLONNES_IRIS, *COLONNES_QPV)):
        figure = (mesure.valeur, Statut(mesure.statut)), mesure.source
        lues.setdefault(mesure.territoire, {}).setdefault(mesure.indicateur, {})[mesure.millesime] = figure
    seuil = get_seuils(jour).denominateur_taux
    return ZonesPerimetre(
        _build_table(iris, COLONNES_IRIS, lues, seuil, maximum),
        _build_table(anciens, COLONNES_QPV, lues, seuil, maximum),
        tuple((nom, communes) for _, nom, communes in actuels),
    )


def _group(zones: Sequence[Zone]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Code, name, communes of each quartier, by name: one that straddles two communes is one."""
    communes: dict[tuple[str, str], list[str]] = {}
    for zone in zones:
        communes.setdefault((zone.territoire, zone.nom), []).append(zone.commune)
    groups = [(code, nom, tuple(codes)) for (code, nom), codes in communes.items()]
    return sorted(groups, key=lambda group: (fold_nom(group[1]), group[0]))


def _build_table(
    zones: Sequence[Zone],
    colonnes: Sequence[ColonneZone],
    lues: Mapping[str, Mapping[str, Mapping[int, tuple[Lue, str]]]],
    seuil: float,
    maximum: int,
) -> TableZones | None:
    """None without quartiers, or without a figure for any."""
    groups = _group(zones)
    if len(groups) > maximum:
        return TableZones(len(groups), (), (), ())
    known = [lues.get(code, {}) for code, _, _ in groups]
    annees = {
        grandeur: max((annee for lue in known for annee in lue.get(grandeur, ())), default=0)
        for grandeur in list_grandeurs(*colonnes)
    }
    gardees = [
        (colonne, years.pop())
        for colonne in colonnes
        # A share of two vintages would be none.
        if len(years := {annees[grandeur] for grandeur in colonne.grandeurs}) == 1 and 0 not in years
    ]
    if not gardees:
        return None
    sources: dict[str, None] = {}
    lignes = []
    for code, nom, communes in groups:
        valeurs = []
        for colonne, annee in gardees:
            found = {
                grandeur: figures[annee]
                for grandeur in colonne.grandeurs
                if annee in (figures := lues.get(code, {}).get(grandeur, {}))
            }
            sources |= dict.fromkeys(source for _, source in found.values())
            valeurs.append(compute_valeur(colonne, {nom: lue for nom, (lue, _) in found.items()}, seuil))
        lignes.append(ZoneLue(code, nom, communes, tuple(valeurs)))
    return TableZones(len(groups), tuple(gardees), tuple(lignes), tuple(sources))
