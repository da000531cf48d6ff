"""The yearly code list: what is refused, and the values of each territory."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import Any

from convive.territoires.rules.noms import fold_nom
from convive.territoires.rules.territoires import (
    TYPES_GROUPEMENT,
    TYPES_PARTIE_DE_COMMUNE,
    TYPES_RECHERCHES,
    LigneTerritoire,
    TypeTerritoire,
    get_cle_territoire,
)

# Field of a row → kinds of the territory that it names.
RELATIONS: Mapping[str, TypeTerritoire] = {
    "departement": TypeTerritoire.DEPARTEMENT,
    "region": TypeTerritoire.REGION,
    "epci": TypeTerritoire.EPCI,
    "ept": TypeTerritoire.EPT,
    "parent": TypeTerritoire.COMMUNE,
}
# No year saw more than 3 % of the communes disappear (2019: 239 communes nouvelles); a cut file loses far more.
PART_DISPARITIONS_MAX = 0.10
EFFECTIF_CONTROLE = 100


def get_refus_liste(lignes: Sequence[LigneTerritoire], existing: Container[str]) -> str:
    """What makes the list unusable, in one French sentence; empty when nothing does."""
    if not lignes:
        return "La liste des territoires est vide."
    types = set(TypeTerritoire)
    cles: set[str] = set()
    for ligne in lignes:
        cle = get_cle_territoire(ligne.type, ligne.code)
        if ligne.type not in types:
            return f"Type de territoire inconnu : « {ligne.type} » ({ligne.code})."
        if not fold_nom(ligne.nom):
            return f"Territoire sans nom : {cle}."
        if cle in cles:
            return f"Territoire répété : {cle}."
        if ligne.type in TYPES_PARTIE_DE_COMMUNE and not ligne.parent:
            return f"Partie de commune sans commune : {cle}."
        cles.add(cle)
    for ligne in lignes:
        for relation in RELATIONS:
            related = _get_cle_relation(ligne, relation)
            if related and related not in cles and related not in existing:
                return f"{ligne.nom} ({ligne.code}) renvoie à un territoire inconnu : {related}."
    return ""


def is_tronquee(actifs: int, disparus: int) -> bool:
    """Whether so many territories would disappear that the list must have been cut."""
    return actifs >= EFFECTIF_CONTROLE and disparus > actifs * PART_DISPARITIONS_MAX


def _get_cle_relation(ligne: LigneTerritoire, relation: str) -> str | None:
    code = getattr(ligne, relation)
    return get_cle_territoire(RELATIONS[relation], code) if code else None


def build_valeurs(lignes: Sequence[LigneTerritoire]) -> dict[str, dict[str, Any]]:
    """Fields of each territory by key; those of a grouping come from its communes where the list has none:
    population when all are known, number of communes, and the département where most people live.
    """
    valeurs = {get_cle_territoire(ligne.type, ligne.code): _build_valeurs_ligne(ligne) for ligne in lignes}
    members: dict[str, list[LigneTerritoire]] = defaultdict(list)
    for ligne in lignes:
        if ligne.type == TypeTerritoire.COMMUNE:
            for relation in RELATIONS:
                if cle := _get_cle_relation(ligne, relation):
                    members[cle].append(ligne)
    for ligne in lignes:
        cle = get_cle_territoire(ligne.type, ligne.code)
        if ligne.type in (*TYPES_GROUPEMENT, TypeTerritoire.DEPARTEMENT, TypeTerritoire.REGION):
            _attach_membres(valeurs[cle], members[cle], is_groupement=ligne.type in TYPES_GROUPEMENT)
        elif ligne.type in TYPES_PARTIE_DE_COMMUNE:
            parent = valeurs.get(_get_cle_relation(ligne, "parent") or "")
            # A déléguée named as its commune would only show it twice.
            if parent and parent["nom_recherche"] == valeurs[cle]["nom_recherche"]:
                valeurs[cle]["is_recherchable"] = False
    return valeurs


def _build_valeurs_ligne(ligne: LigneTerritoire) -> dict[str, Any]:
    return {
        "nom": ligne.nom,
        "nom_recherche": fold_nom(ligne.nom),
        "siren": ligne.siren or "",
        "zone": ligne.zone or "",
        "population_municipale": ligne.population_municipale,
        "nombre_communes": None,
        "is_recherchable": ligne.type in TYPES_RECHERCHES,
        **{f"{relation}_id": _get_cle_relation(ligne, relation) for relation in RELATIONS},
    }


def _attach_membres(valeurs: dict[str, Any], members: Sequence[LigneTerritoire], *, is_groupement: bool) -> None:
    populations = [member.population_municipale for member in members]
    valeurs["nombre_communes"] = len(members)
    if valeurs["population_municipale"] is None and members and None not in populations:
        valeurs["population_municipale"] = sum(population or 0 for population in populations)
    if is_groupement and valeurs["departement_id"] is None and members:
        by_departement: dict[str, int] = defaultdict(int)
        for member in members:
            by_departement[member.departement or ""] += member.population_municipale or 0
        code = max(sorted(by_departement), key=lambda departement: by_departement[departement])
        valeurs["departement_id"] = get_cle_territoire(TypeTerritoire.DEPARTEMENT, code) if code else None
