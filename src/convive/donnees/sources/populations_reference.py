"""INSEE, reference populations (populations légales) by commune, for years that the yearly series does not have yet."""

import re
from collections.abc import Iterable
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.feuilles import list_feuilles
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

SOURCE = Source(
    identifiant="populations_reference",
    titre="Populations de référence",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/8680726",
    motifs=("donnees_communes_poplegales*.csv", "ensemble*.xlsx", "populations_reference_*.xlsx"),
    quantites=("population_rp",),
    limite="Population municipale ; Mayotte absente ; Paris, Lyon et Marseille sont la somme de leurs arrondissements.",
    # For years that the yearly series also has, these files are preferred because they know more splits.
    priorite=45,
)

_MILLESIME = 2021
_FEUILLE = "Communes"
_DATE = re.compile(r"Date de référence statistique\s*: 1er janvier (20\d\d)")
_DEPARTEMENT, _COMMUNE, _POPULATION = "Code département", "Code commune", "Population municipale"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file « ensemble », either CSV or a workbook."""
    if path.suffix.lower() == ".xlsx":
        millesime, cellules = _get_classeur(path)
    else:
        # The file itself does not give the vintage: it is 2021 unless the name has a year.
        millesime = get_annee_du_nom(path, _MILLESIME)
        tableau = get_tableau(path, separateur=";", cle="COM")
        cellules = get_cellules(
            tableau, ["PMUN"], cle="COM", vides={"PMUN": Statut.NON_DISPONIBLE}, compute_code=compute_code_insee
        )["PMUN"]
    return build_resultat(SOURCE.identifiant, path.name, [Serie("population_rp", millesime, cellules)], cog)


def _get_classeur(path: Path) -> tuple[int, dict[str, Cellule]]:
    """The vintage and cells of the sheet of communes, whose code is in two columns below a few rows of text."""
    for nom, lignes in list_feuilles(path):
        if nom.strip() == _FEUILLE:
            return _read_feuille(f"{path.name} › {nom}", lignes)
    raise FichierIllisible(path.name, f"aucune feuille « {_FEUILLE} » dans ce classeur")


def _read_feuille(fichier: str, lignes: Iterable[tuple[int, list[str]]]) -> tuple[int, dict[str, Cellule]]:
    millesime = 0
    positions: list[int] = []
    cellules: dict[str, Cellule] = {}
    for numero, champs in lignes:
        if not positions:
            for champ in champs:
                if (annee := _DATE.search(champ)) is not None:
                    millesime = int(annee[1])
            if _COMMUNE in champs:
                positions = _get_positions(fichier, champs, numero)
            continue
        departement, commune, population = (champs[p].strip() if p < len(champs) else "" for p in positions)
        if not commune:
            continue
        # Overseas, the département has three characters, and the commune repeats the last one.
        code = compute_code_insee(departement[:2] + commune)
        if code in cellules:
            raise FichierIllisible(fichier, f"le code {code} est en double", ligne=numero)
        try:
            cellules[code] = compute_cellule(population, vide=Statut.NON_DISPONIBLE)
        except NombreInvalide as error:
            raise FichierIllisible(
                fichier, f"« {error} » n’est pas un nombre", ligne=numero, colonne=_POPULATION
            ) from None
    if not cellules:
        raise FichierIllisible(fichier, f"aucune commune sous la colonne « {_COMMUNE} »")
    if not millesime:
        raise FichierIllisible(fichier, "aucune ligne « Date de référence statistique » au-dessus du tableau")
    return millesime, cellules


def _get_positions(fichier: str, champs: list[str], numero: int) -> list[int]:
    for nom in (_DEPARTEMENT, _POPULATION):
        if nom not in champs:
            raise FichierIllisible(
                fichier, "cette colonne manque, le fichier a peut-être changé de format", ligne=numero, colonne=nom
            )
    return [champs.index(nom) for nom in (_DEPARTEMENT, _COMMUNE, _POPULATION)]
