"""INSEE, births by commune of residence since 2008: one workbook, a sheet by level, the communes of one code list."""

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
"""The sums of the communes are those of the other sheets, in the territories of the year of the file."""
_ANNEE = re.compile(r"20\d\d")
_MARQUEURS = {**MARQUEURS, "so": Statut.NON_DISPONIBLE}
"""« Sans objet »: Mayotte before 2014."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the communes and of the municipal arrondissements, for every year of the header."""
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
    """The file writes 0 for a commune that it does not count apart yet, before it left another one and up to three
    years later: these births are in the figure of that other one.
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
    """The header is the first row that has years; the two columns before have no name; notes stand under the table."""
    annees: dict[int, int] = {}
    vus: set[str] = set()
    # The same few numbers come back in every commune: each text is understood once.
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
