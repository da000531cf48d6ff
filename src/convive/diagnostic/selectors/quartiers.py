"""One indicator by quartier (IRIS) of a périmètre: figures of their own, never added to those of their commune."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.indicateurs import build_figure
from convive.diagnostic.rules.plan import build_termes
from convive.diagnostic.selectors.portrait import get_seuils
from convive.donnees.formules import RAISONS, Somme, Terme
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.zones import get_zones
from convive.donnees.rules import Maille, Mesure, Statut, Zone
from convive.territoires.rules import PerimetreResolu

# A commune that is not cut into quartiers is one IRIS: it says again what its commune says.
COMMUNE_ENTIERE = "Z"
# Beyond, the page of a commune is the place to read them.
MAX_QUARTIERS = 400


@dataclass(frozen=True)
class Quartiers:
    """`lignes`: the highest first, what is not known last; empty when they are too many, and `total` says how many."""

    total: int
    annee: int | None = None
    lignes: tuple[tuple[Zone, Figure], ...] = ()


def get_quartiers(perimetre: PerimetreResolu, fiche: Fiche, jour: date) -> Quartiers | None:
    """None without quartiers, or without a figure for any. Small counts of a sensitive indicator are not shown."""
    if fiche.indicateur.sensible:
        return None
    codes = [commune.code for commune in perimetre.communes]
    zones = [zone for zone in get_zones(codes, [Maille.IRIS]) if zone.nature != COMMUNE_ENTIERE]
    if not zones:
        return None
    if len(zones) > MAX_QUARTIERS:
        return Quartiers(len(zones))
    by_zone: dict[str, dict[tuple[str, int], Mesure]] = {}
    millesimes: dict[str, set[int]] = {}
    cibles = [(Maille.IRIS, zone.territoire) for zone in zones]
    for mesure in get_mesures(cibles, indicateurs=fiche.indicateur.composantes):
        by_zone.setdefault(mesure.territoire, {})[mesure.indicateur, mesure.millesime] = mesure
        millesimes.setdefault(mesure.indicateur, set()).add(mesure.millesime)
    termes = build_termes([fiche], {grandeur: sorted(known) for grandeur, known in millesimes.items()})
    if not termes:
        return None
    annee = max(terme.annee for terme in termes)
    termes = [terme for terme in termes if terme.annee == annee]
    seuils = get_seuils(jour)
    lignes = [
        (zone, build_figure(fiche, _sum_zone(zone.territoire, termes, by_zone.get(zone.territoire, {})), seuils))
        for zone in zones
    ]
    lignes.sort(key=lambda ligne: (not ligne[1].has_valeur, -(ligne[1].valeur or 0), ligne[0].nom))
    return Quartiers(len(zones), annee, tuple(lignes))


def _sum_zone(code: str, termes: list[Terme], mesures: Mapping[tuple[str, int], Mesure]) -> Somme:
    """Both sides of the formula for one quartier; None on each when a quantity is missing, and why."""
    formule, annee = termes[0].formule, termes[0].annee
    parts = [mesures.get((terme.grandeur, terme.millesime)) for terme in termes]
    sources = tuple(sorted({part.source for part in parts if part}))
    known = [part.valeur for part in parts if part is not None and part.valeur is not None]
    if len(known) < len(termes):
        statuts = {Statut(part.statut) for part in parts if part is not None and part.valeur is None}
        raison = next((statut for statut in RAISONS if statut in statuts), Statut.NON_DISPONIBLE)
        return Somme(code, formule, annee, None, None, 0, 1, False, False, raison, sources)
    tops = [valeur for valeur, terme in zip(known, termes, strict=True) if terme.is_numerateur]
    bottoms = [valeur for valeur, terme in zip(known, termes, strict=True) if not terme.is_numerateur]
    is_partielle = any(part is not None and part.statut == Statut.PARTIEL for part in parts)
    bas = sum(bottoms) if bottoms else None
    return Somme(code, formule, annee, sum(tops), bas, 1, 1, False, is_partielle, RAISONS[-1], sources)
