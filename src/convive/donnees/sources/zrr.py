"""Zones de revitalisation rurale, in force until 30 June 2024: which communes were classified."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_annee_du_nom, get_json
from convive.donnees.sources.nombres import Cellule, compute_code_insee

SOURCE = Source(
    identifiant="zrr",
    titre="Zones de revitalisation rurale",
    producteur="Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/zones-de-revitalisation-rurale-zrr/",
    motifs=("ZRR_20*.json",),
    quantites=("communes_zrr", "communes_zrr_partielles"),
    limite="Classement remplacé par France ruralités revitalisation le 1er juillet 2024.",
)

_CLASSEMENTS = {"C": (1.0, 0.0), "PC": (1.0, 1.0), "NC": (0.0, 0.0)}
"""Classified, classified in part, not classified → (classified in whole or in part, in part)."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one list of {fields: {insee_code, status}}."""
    contenu = get_json(path)
    cellules: tuple[dict[str, Cellule], dict[str, Cellule]] = ({}, {})
    if not isinstance(contenu, list) or not contenu:
        raise FichierIllisible(path.name, "le fichier n’est pas une liste de communes")
    for rang, fiche in enumerate(contenu, start=1):
        try:
            code, classement = compute_code_insee(fiche["fields"]["insee_code"]), fiche["fields"]["status"]
            valeurs = _CLASSEMENTS[classement]
        except (KeyError, TypeError, AttributeError):
            raise FichierIllisible(path.name, f"l’élément {rang} n’a pas la forme attendue", colonne="status") from None
        for une, valeur in zip(cellules, valeurs, strict=True):
            une[code] = valeur
    millesime = get_annee_du_nom(path)
    series = [Serie(nom, millesime, une) for nom, une in zip(SOURCE.quantites, cellules, strict=True)]
    return build_resultat(SOURCE.identifiant, path.name, series, cog)
