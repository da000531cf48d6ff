"""INSEE, permanent database of facilities (BPE): number of facilities by commune.

The republished file gives a total and a breakdown by domain; the breakdown contradicts the total (Paris: 4,625 versus
129,321) and is not read.
"""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.sources.comptage import list_series
from convive.donnees.sources.lecture import get_json

SOURCE = Source(
    identifiant="equipements",
    titre="Base permanente des équipements : nombre d’équipements",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/8217525",
    motifs=("bpe-by-commune*.json",),
    quantites=("equipements",),
    limite="Tous équipements confondus, du commerce au sport ; la répartition par domaine n’est pas utilisable.",
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file, a JSON object keyed by commune code."""
    contenu = get_json(path)
    if not isinstance(contenu, dict) or not contenu:
        raise FichierIllisible(path.name, "le fichier n’est pas un objet dont les clés sont les codes des communes")
    par_millesime: dict[int, dict[str, Cellule]] = {}
    for code, fiche in contenu.items():
        try:
            par_millesime.setdefault(int(fiche["year"]), {})[code] = float(fiche["total"])
        except (KeyError, TypeError, ValueError):
            raise FichierIllisible(path.name, f"la commune {code} n’a pas la forme attendue", colonne="total") from None
    series = [
        serie
        for millesime, cellules in sorted(par_millesime.items())
        for serie in list_series({"equipements": cellules}, SOURCE.quantites, millesime, cog)
    ]
    return build_resultat(SOURCE.identifiant, path.name, series, cog)
