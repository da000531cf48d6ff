"""What each commune of an espace weighs in a key: its inhabitants, its children."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Maille, Mesure
from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.finances.rules.repartition import Cle
from convive.territoires.rules.perimetres import CommuneResume

GRANDEURS: Mapping[Cle, tuple[str, ...]] = {
    Cle.POPULATION: ("population_municipale",),
    Cle.ENFANTS_0_2: ("population_0_2",),
    Cle.ENFANTS_3_10: ("population_3_5", "population_6_10"),
    Cle.JEUNES_11_17: ("population_11_14", "population_15_17"),
}
UNITES: Mapping[Cle, str] = {
    Cle.POPULATION: "habitants",
    Cle.ENFANTS_0_2: "enfants de 0 à 2 ans",
    Cle.ENFANTS_3_10: "enfants de 3 à 10 ans",
    Cle.JEUNES_11_17: "jeunes de 11 à 17 ans",
    Cle.EGALES: "part",
}
SOURCE = "Insee, recensement de la population"
MAILLES = {"commune": Maille.COMMUNE, "arrondissement_municipal": Maille.ARRONDISSEMENT_MUNICIPAL}


@dataclass(frozen=True, slots=True)
class Poids:
    """The communes of an espace, by name; for each public key, what each weighs, None when nobody published it, and
    the vintage."""

    noms: Mapping[str, str]
    valeurs: Mapping[Cle, Mapping[str, Decimal | None]]
    millesimes: Mapping[Cle, int | None]

    def count(self, code: str, cles: Iterable[Cle]) -> Decimal | None:
        """All of these together in a commune; None when one of them is not known."""
        found = [self.valeurs[cle].get(code) for cle in cles]
        known = [valeur for valeur in found if valeur is not None]
        return sum(known, Decimal(0)) if len(known) == len(found) else None


def get_poids(membre: Membre) -> Poids:
    """Two queries. While no figure was built, none is known."""
    perimetre = get_perimetre_espace(membre.espace)
    communes = perimetre.communes if perimetre else ()
    cibles = [(MAILLES[commune.type], commune.code) for commune in communes]
    noms = _sort_noms(communes)
    grandeurs = [grandeur for cle in GRANDEURS for grandeur in GRANDEURS[cle]]
    lues: dict[tuple[str, int], dict[str, Decimal]] = {}
    for mesure in _list_mesures(cibles, grandeurs):
        if mesure.valeur is not None and mesure.statut in STATUTS_AVEC_VALEUR:
            lues.setdefault((mesure.indicateur, mesure.millesime), {})[mesure.territoire] = Decimal(str(mesure.valeur))
    millesimes = {cle: _choose_millesime(lues, noms, GRANDEURS[cle]) for cle in GRANDEURS}
    valeurs = {cle: _sum_grandeurs(lues, noms, GRANDEURS[cle], millesime) for cle, millesime in millesimes.items()}
    return Poids(noms, valeurs, millesimes)


def _list_mesures(cibles: list[tuple[Maille, str]], grandeurs: list[str]) -> list[Mesure]:
    try:
        return get_mesures(cibles, grandeurs)
    except DonneesAbsentes:
        return []


def _choose_millesime(
    lues: Mapping[tuple[str, int], Mapping[str, Decimal]], noms: Mapping[str, str], grandeurs: tuple[str, ...]
) -> int | None:
    """The last one in which every commune is known; without any, the last one."""
    annees = sorted({annee for grandeur, annee in lues if grandeur in grandeurs}, reverse=True)
    for annee in annees:
        if all(noms.keys() <= lues.get((grandeur, annee), {}).keys() for grandeur in grandeurs):
            return annee
    return annees[0] if annees else None


def _sum_grandeurs(
    lues: Mapping[tuple[str, int], Mapping[str, Decimal]],
    noms: Mapping[str, str],
    grandeurs: tuple[str, ...],
    millesime: int | None,
) -> dict[str, Decimal | None]:
    if millesime is None:
        return dict.fromkeys(noms)
    found: dict[str, Decimal | None] = {}
    for code in noms:
        parts = [lues.get((grandeur, millesime), {}).get(code) for grandeur in grandeurs]
        known = [part for part in parts if part is not None]
        found[code] = sum(known, Decimal(0)) if len(known) == len(parts) else None
    return found


def list_noms(membre: Membre) -> dict[str, str]:
    """Code → name, by name, of the communes of the périmètre."""
    perimetre = get_perimetre_espace(membre.espace)
    return _sort_noms(perimetre.communes if perimetre else ())


def _sort_noms(communes: Iterable[CommuneResume]) -> dict[str, str]:
    return dict(sorted(((commune.code, commune.nom) for commune in communes), key=lambda paire: (paire[1], paire[0])))
