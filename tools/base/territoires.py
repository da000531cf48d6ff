"""The rows of territoires.parquet: the code list of 1 January 2026, and which commune belongs to which territory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from convive.territoires.rules import TypeTerritoire

TYPES = {
    "commune-actuelle": TypeTerritoire.COMMUNE,
    "arrondissement-municipal": TypeTerritoire.ARRONDISSEMENT_MUNICIPAL,
    "commune-deleguee": TypeTerritoire.COMMUNE_DELEGUEE,
    "commune-associee": TypeTerritoire.COMMUNE_ASSOCIEE,
}
ORDRE = list(TypeTerritoire)
Ligne = dict[str, Any]


def build_territoires(paquet: Mapping[str, list[dict[str, Any]]]) -> list[Ligne]:
    """Rows of the code list from the lists communes, epci, ept, departements and regions of the npm package.

    The population of a group is the sum of the 2023 populations of its communes, because the package gives that of 2022
    for an EPCI.
    """
    epci_de = _get_groupement_de(paquet["epci"])
    ept_de = _get_groupement_de(paquet["ept"])
    communes = [_build_commune(commune, epci_de, ept_de) for commune in paquet["communes"]]
    membres: dict[tuple[str, str], list[Ligne]] = defaultdict(list)
    for ligne in communes:
        if ligne["type"] == TypeTerritoire.COMMUNE:
            for cle in ("epci", "ept", "departement", "region"):
                if ligne[cle]:
                    membres[cle, ligne[cle]].append(ligne)
    groupements = [
        build_groupement(
            type_groupement, groupement["code"], groupement["nom"], membres[type_groupement, groupement["code"]]
        )
        for type_groupement in (TypeTerritoire.EPCI, TypeTerritoire.EPT)
        for groupement in paquet[type_groupement]
    ]
    divisions = [
        _build_division(type_division, division, membres[type_division, division["code"]])
        for type_division in (TypeTerritoire.DEPARTEMENT, TypeTerritoire.REGION)
        for division in paquet[f"{type_division}s"]
    ]
    return sort_territoires([*communes, *groupements, *divisions])


def sort_territoires(lignes: Iterable[Ligne]) -> list[Ligne]:
    """Rows in the order of the file: kind, then code."""
    return sorted(lignes, key=lambda ligne: (ORDRE.index(ligne["type"]), ligne["code"]))


def build_groupement(type_groupement: TypeTerritoire, code: str, nom: str, membres: list[Ligne]) -> Ligne:
    """The row of an EPCI or an EPT, whose département is that of most of its inhabitants."""
    habitants: Counter[str] = Counter()
    for membre in membres:
        habitants[membre["departement"]] += membre["population_municipale"] or 0
    departement = habitants.most_common(1)[0][0]
    principal = next(membre for membre in membres if membre["departement"] == departement)
    return build_ligne(
        type_groupement,
        code,
        nom,
        zone=principal["zone"],
        departement=departement,
        region=principal["region"],
        siren=code,
        population_municipale=compute_population(membres),
    )


def _build_division(type_division: TypeTerritoire, division: dict[str, Any], membres: list[Ligne]) -> Ligne:
    is_departement = type_division == TypeTerritoire.DEPARTEMENT
    return build_ligne(
        type_division,
        division["code"],
        division["nom"],
        zone=division["zone"],
        departement=division["code"] if is_departement else None,
        region=division["region"] if is_departement else division["code"],
        population_municipale=compute_population(membres),
    )


def _build_commune(commune: dict[str, Any], epci_de: dict[str, str], ept_de: dict[str, str]) -> Ligne:
    type_commune = TYPES[commune["type"]]
    is_actuelle = type_commune == TypeTerritoire.COMMUNE
    return build_ligne(
        type_commune,
        commune["code"],
        commune["nom"],
        zone=commune["zone"],
        departement=commune["departement"],
        region=commune["region"],
        parent=commune.get("commune") or commune.get("chefLieu"),
        epci=epci_de.get(commune["code"]) if is_actuelle else None,
        ept=ept_de.get(commune["code"]) if is_actuelle else None,
        siren=commune.get("siren"),
        codes_postaux=commune.get("codesPostaux", []),
        anciens_codes=commune.get("anciensCodes", []),
        population_municipale=commune.get("population"),
    )


def build_ligne(type_territoire: TypeTerritoire, code: str, nom: str, **champs: Any) -> Ligne:
    """One row with every column of the file."""
    vide: Ligne = dict.fromkeys(
        ("zone", "departement", "region", "parent", "epci", "ept", "siren", "population_municipale")
    )
    listes: Ligne = {"codes_postaux": [], "anciens_codes": []}
    return {"code": code, "nom": nom, "type": str(type_territoire)} | vide | listes | champs


def compute_population(membres: list[Ligne]) -> int | None:
    """Sum of the known populations, None if none is known."""
    connues = [membre["population_municipale"] for membre in membres if membre["population_municipale"] is not None]
    return sum(connues) if connues else None


def _get_groupement_de(groupements: list[dict[str, Any]]) -> dict[str, str]:
    """Commune → group; a commune in two groups of the same kind is refused."""
    groupement_de: dict[str, str] = {}
    for groupement in groupements:
        for membre in groupement["membres"]:
            if membre["code"] in groupement_de:
                raise ValueError(f"La commune {membre['code']} est dans deux groupements.")
            groupement_de[membre["code"]] = groupement["code"]
    return groupement_de


def get_anciens_codes(lignes: Iterable[Ligne]) -> dict[str, str]:
    """Former code → today's commune."""
    communes = [ligne for ligne in lignes if ligne["type"] == TypeTerritoire.COMMUNE]
    actuels = {ligne["code"] for ligne in communes}
    return {ancien: ligne["code"] for ligne in communes for ancien in ligne["anciens_codes"] if ancien not in actuels}


def list_communes_france(lignes: Iterable[Ligne], type_territoire: str = TypeTerritoire.COMMUNE) -> list[Ligne]:
    """Communes (or arrondissements municipaux) of métropole and DROM."""
    return [ligne for ligne in lignes if ligne["type"] == type_territoire and ligne["zone"] != "com"]
