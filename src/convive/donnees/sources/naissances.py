"""INSEE, births by commune of residence since 2008: one workbook, one sheet per level, with a single code list."""

import re
from collections.abc import Iterable
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import MARQUEURS, Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.feuilles import list_feuilles

SOURCE = Source(
    identifiant="naissances",
    titre="Naissances domiciliées par commune depuis 2008",
    producteur="Insee (état civil)",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr",
    motifs=("NAIS_DOM_ANNUELLES*.xlsx",),
    quantites=("naissances_domiciliees",),
    limite=(
        "Au domicile de la mère ; Mayotte depuis 2014 ; les communes sont celles d’une même liste pour toutes les "
        "années, celle du fichier."
    ),
    priorite=20,
)

_FEUILLES = frozenset({"COM", "ARM"})
"""Communes and arrondissements municipaux. Other sheets only have their sums, in the territories of the file's year."""
_ANNEE = re.compile(r"20\d\d")
_MARQUEURS = {**MARQUEURS, "so": Statut.NON_DISPONIBLE}
"""« Sans objet » (not applicable): Mayotte before 2014."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of communes and arrondissements municipaux, for every year of the header."""
    cellules: dict[int, dict[str, Cellule]] = {}
    for nom, lignes in list_feuilles(path):
        if nom.strip().upper() in _FEUILLES:
            _add_feuille(f"{path.name} › {nom}", lignes, cellules)
    if not cellules:
        raise FichierIllisible(path.name, "aucune feuille « COM » avec des années dans ce classeur")
    _mark_indivises(cellules, cog)
    series = [Serie("naissances_domiciliees", annee, valeurs) for annee, valeurs in sorted(cellules.items())]
    return build_resultat(SOURCE.identifiant, path.name, series, cog)


def _mark_indivises(cellules: dict[int, dict[str, Cellule]], cog: CodeOfficielGeographique) -> None:
    """Mark as undivided the zeros of a commune that the file does not count separately yet, before it left another one
    and up to three years later: its births are then in the figure of that other commune.
    """
    for scission in cog.scissions:
        depart, enfant = int(scission.date_effet[:4]), scission.enfant
        if depart < min(cellules):
            continue
        naissances = {annee: valeurs.get(enfant) for annee, valeurs in sorted(cellules.items())}
        nulles = [annee for annee, nombre in naissances.items() if nombre == 0.0]
        debut = min((annee for annee in naissances if annee >= depart and annee not in nulles), default=None)
        for annee in nulles:
            if debut is None or annee < debut:
                cellules[annee][enfant] = Statut.SCISSION_INCOMPLETE


def _add_feuille(
    fichier: str, lignes: Iterable[tuple[int, list[str]]], cellules: dict[int, dict[str, Cellule]]
) -> None:
    """Add the cells of one sheet. The header is the first row with years; the two columns before them have no name, and
    there are notes below the table."""
    annees: dict[int, int] = {}
    vus: set[str] = set()
    # The same few numbers are repeated in every commune, so each distinct text is parsed once.
    connues: dict[str, Cellule] = {}
    for numero, champs in lignes:
        if not annees:
            annees = {p: int(champ) for p, champ in enumerate(champs) if _ANNEE.fullmatch(champ.strip())}
            continue
        code = compute_code_insee(champs[0]) if champs else ""
        if len(code) != 5 or code.endswith("XX"):
            continue
        if code in vus:
            raise FichierIllisible(fichier, f"le code {code} est en double", ligne=numero)
        vus.add(code)
        for position, annee in annees.items():
            texte = champs[position] if position < len(champs) else ""
            try:
                if texte not in connues:
                    connues[texte] = compute_cellule(texte, vide=Statut.NON_DISPONIBLE, marqueurs=_MARQUEURS)
            except NombreInvalide as error:
                raise FichierIllisible(
                    fichier, f"« {error} » n’est pas un nombre", ligne=numero, colonne=str(annee)
                ) from None
            cellules.setdefault(annee, {})[code] = connues[texte]
    if not vus:
        raise FichierIllisible(fichier, "aucune commune sous une ligne d’années")
