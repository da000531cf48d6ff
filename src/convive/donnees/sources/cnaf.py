"""Common to the tables of the CNAF open data portal: levels, phantom rows, dates in several formats."""

import re
from collections.abc import Mapping

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat, validate_inconnus
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut

PORTAIL = "data.caf.fr"
NIVEAUX = {
    "nat": Maille.FRANCE,
    "reg": Maille.REGION,
    "dep": Maille.DEPARTEMENT,
    "epci": Maille.EPCI,
    "com": Maille.COMMUNE,
}
_FANTOME = re.compile(r"X{2,}|9{5}|")
# The « region » of Saint-Barthélemy and Saint-Martin, in the tables by region.
_REGION_HORS_CHAMP = "COM"
"""Rows of what could not be located: XX, XXX, XXXXX, 99999, or no code at all. Their rates are meaningless (195.8)."""
_ANNEE = re.compile(r"(20\d\d)(?:-?\d\d(?:-?\d\d)?)?(?:T.*)?")
"""2023, 2023-12, 202312, 2023-01-01 or 2023-01-01T00:00:00+00:00, depending on the table."""


def is_fantome(code: str) -> bool:
    """Whether a row is for a place that could not be located."""
    return _FANTOME.fullmatch(code) is not None


def compute_annee(fichier: str, texte: str, *, ligne: int, colonne: str) -> int:
    """The year in a cell. Raise FichierIllisible if there is none."""
    trouve = _ANNEE.fullmatch(texte.strip().removesuffix(".0"))
    if trouve is None:
        raise FichierIllisible(fichier, f"« {texte} » n’est ni une année ni une date", ligne=ligne, colonne=colonne)
    return int(trouve[1])


def build_niveau(
    source: str,
    fichier: str,
    maille: Maille,
    par_serie: Mapping[tuple[str, int], Mapping[str, Cellule]],
    cog: CodeOfficielGeographique,
) -> Resultat:
    """Rows from (quantity, year) → code → cell at one level; totals published above the commune are kept as they are.

    Some tables only list communes of more than 10,000 inhabitants, and say nothing of the others.
    """
    if maille == Maille.COMMUNE:
        return build_resultat(source, fichier, [Serie(*cle, cellules) for cle, cellules in par_serie.items()], cog)
    epts = {commune.ept for commune in cog.communes.values() if commune.ept}
    attendus: frozenset[str] = {
        # The établissements publics territoriaux of Greater Paris are in the table of EPCI.
        Maille.EPCI: cog.epcis | epts,
        Maille.DEPARTEMENT: cog.departements,
        Maille.REGION: cog.regions,
        Maille.FRANCE: frozenset({CODE_FRANCE}),
    }[maille]
    codes = {code for cellules in par_serie.values() for code in cellules}
    avertissements: list[str] = []
    inconnus = sorted(c for c in codes - attendus if c != _REGION_HORS_CHAMP and not cog.is_hors_champ(c))
    validate_inconnus(fichier, inconnus, len(codes), avertissements, nom=maille.value)
    lignes = [
        _build_mesure(source, Maille.EPT if code in epts else maille, code, indicateur, annee, cellule)
        for (indicateur, annee), cellules in par_serie.items()
        for code, cellule in cellules.items()
        if code in attendus
    ]
    return Resultat(lignes, sorted({annee for _, annee in par_serie}), avertissements)


def _build_mesure(source: str, maille: Maille, code: str, indicateur: str, annee: int, cellule: Cellule) -> Mesure:
    if isinstance(cellule, float):
        return Mesure(maille, code, indicateur, annee, cellule, Statut.VALEUR, source)
    return Mesure(maille, code, indicateur, annee, None, cellule, source)
