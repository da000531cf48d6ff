"""ANCT, quartiers prioritaires of the list of 2024: their names and their communes.

Each feature of the file is a commune, with the codes and names of its quartiers. 148 of the 1,493 quartiers are in
several communes, so counts must never be added: each level is counted separately.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut, Zone
from convive.donnees.sources.comptage import list_series
from convive.donnees.sources.lecture import get_json

SOURCE = Source(
    identifiant="qpv_2024",
    titre="Quartiers prioritaires de 2024",
    producteur="Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/",
    motifs=("centroide-4326_qpv*.geojson",),
    quantites=("quartiers_prioritaires", "communes_quartier_prioritaire"),
    limite=(
        "Liste de 2024 (codes QN…), différente de celle de 2015 ; un quartier à cheval est compté dans chacune de ses "
        "communes, et une seule fois dans leur EPCI ou leur département."
    ),
)

_MILLESIME = 2024
_CODE = re.compile(r"QN\w{6}")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows and zones of the list; a commune without a quartier has zero."""
    zones = _list_zones(path, cog)
    par_commune: dict[str, set[str]] = defaultdict(set)
    for zone in zones:
        par_commune[zone.commune].add(zone.territoire)
    comptes = {
        "quartiers_prioritaires": {code: float(len(quartiers)) for code, quartiers in par_commune.items()},
        "communes_quartier_prioritaire": dict.fromkeys(par_commune, 1.0),
    }
    series = list_series(comptes, comptes, _MILLESIME, cog, is_partout=True)
    resultat = build_resultat(SOURCE.identifiant, path.name, series, cog)
    resultat.mesures += _list_niveaux(par_commune, cog)
    resultat.zones = zones
    return resultat


def _list_zones(path: Path, cog: CodeOfficielGeographique) -> list[Zone]:
    contenu = get_json(path)
    zones: list[Zone] = []
    try:
        for element in contenu["features"]:
            proprietes = element["properties"]
            commune = cog.get_code_actuel(compute_code_insee(proprietes["insee_com"]))
            codes, noms = proprietes["code_qp"].split(", "), proprietes["lib_qp"].split(", ")
            if len(codes) != len(noms) or not all(map(_CODE.fullmatch, codes)):
                raise FichierIllisible(path.name, f"« {codes[0]} » n’est pas un code de 2024 (QN…), ou n’a pas de nom")
            zones += [
                Zone(Maille.QUARTIER_PRIORITAIRE, code, nom, commune, "2024", SOURCE.identifiant)
                for code, nom in zip(codes, noms, strict=True)
                if commune
            ]
    except (KeyError, TypeError, AttributeError):
        raise FichierIllisible(path.name, "le fichier n’est pas la liste des quartiers attendue") from None
    if not zones:
        raise FichierIllisible(path.name, "aucun quartier dans ce fichier")
    return zones


def _list_niveaux(par_commune: dict[str, set[str]], cog: CodeOfficielGeographique) -> Iterable[Mesure]:
    """The number of distinct quartiers of every territory above the commune."""
    quartiers: dict[tuple[Maille, str], set[str]] = defaultdict(set)
    for commune in cog.communes_reelles:
        for maille, code in (
            (Maille.EPCI, commune.epci),
            (Maille.EPT, commune.ept),
            (Maille.DEPARTEMENT, commune.departement),
            (Maille.REGION, commune.region),
            (Maille.FRANCE, CODE_FRANCE),
        ):
            if code:
                quartiers[maille, code] |= par_commune.get(commune.code, set())
    return [
        Mesure(maille, code, "quartiers_prioritaires", _MILLESIME, float(len(codes)), Statut.VALEUR, SOURCE.identifiant)
        for (maille, code), codes in quartiers.items()
    ]
