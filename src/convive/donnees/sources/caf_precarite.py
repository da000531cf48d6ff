"""CNAF, territorial indicators of poverty: share of households that receive the RSA, by commune."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_json

SOURCE = Source(
    identifiant="caf_precarite",
    titre="Indicateurs territoriaux de précarité : part des ménages au RSA",
    producteur="Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/indicateurs-territoriaux-de-precarite/",
    motifs=("caf-by-commune*.json",),
    quantites=("part_menages_rsa",),
    limite=(
        "Part arrondie à l’unité : elle ne s’additionne pas et ne se moyenne pas ; "
        "Paris, Lyon et Marseille par arrondissement seulement."
    ),
)

_PART = "rsaShareAmongHouseholdsPercent"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file, a JSON object keyed by commune code; null means that the share is not published."""
    contenu = get_json(path)
    par_millesime: dict[int, dict[str, Cellule]] = {}
    if not isinstance(contenu, dict) or not contenu:
        raise FichierIllisible(path.name, "le fichier n’est pas un objet dont les clés sont les codes des communes")
    for code, fiche in contenu.items():
        try:
            part, millesime = fiche[_PART], int(fiche["vintage"])
            cellule: Cellule = Statut.NON_DISPONIBLE if part is None else float(part)
        except (KeyError, TypeError, ValueError):
            raise FichierIllisible(path.name, f"la commune {code} n’a pas la forme attendue", colonne=_PART) from None
        par_millesime.setdefault(millesime, {})[code] = cellule
    series = [Serie("part_menages_rsa", millesime, cellules) for millesime, cellules in par_millesime.items()]
    return build_resultat(SOURCE.identifiant, path.name, series, cog)
