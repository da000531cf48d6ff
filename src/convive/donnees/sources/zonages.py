"""ANCT, typologies of communes: density, rural types, centrality. Files have labels, which are stored as ranks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, compute_code_insee
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_annee_du_nom, get_tableau

SOURCE = Source(
    identifiant="zonages",
    titre="Typologies des communes : densité, ruralité, centralité",
    producteur="Insee et Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.observatoire-des-territoires.gouv.fr",
    motifs=("densite*.csv", "ruralite*.csv", "centralite*.csv"),
    quantites=("niveau_densite", "niveau_ruralite", "niveau_centralite", "communes_rurales"),
    limite="Catégorie de la commune, qui ne se moyenne pas ; une commune est rurale aux niveaux de densité 5 à 7.",
)

_MILLESIME = 2026
_PREMIER_NIVEAU_RURAL = 5
"""A commune is rural at levels 5 to 7 of the density grid."""


@dataclass(frozen=True)
class _Typologie:
    colonne: str
    sentinelles: Mapping[str, Statut]


_TYPOLOGIES = {
    "densite": _Typologie("niveau_densite", {}),
    "ruralite": _Typologie(
        "niveau_ruralite",
        {
            "Hors champ : DOM ou commune urbaine": Statut.NON_APPLICABLE,
            "Commune dont le périmètre a changé depuis la réalisation de la typologie": Statut.NON_DISPONIBLE,
        },
    ),
    "centralite": _Typologie("niveau_centralite", {"- undefined": Statut.NON_DISPONIBLE}),
}
_NOM = re.compile(r"(densite|ruralite|centralite).*", re.IGNORECASE)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one typology, given by the name of the file; labels may start with a space."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit commencer par densite, ruralite ou centralite")
    typologie = _TYPOLOGIES[nom[1].lower()]
    indicateur = typologie.colonne
    rangs = {_fold(libelle): float(rang) for rang, libelle in QUANTITES[indicateur].modalites.items()}
    sentinelles = {_fold(libelle): statut for libelle, statut in typologie.sentinelles.items()}
    tableau = get_tableau(path, separateur=",", cle="insee_com")
    position_code, position = tableau.get_position("insee_com"), tableau.get_position(typologie.colonne)
    cellules: dict[str, Cellule] = {}
    for ligne, champs in tableau.lignes:
        libelle = _fold(champs[position])
        cellule: Cellule | None = rangs.get(libelle, sentinelles.get(libelle))
        if cellule is None:
            raise FichierIllisible(
                tableau.fichier,
                f"« {champs[position].strip()} » n’est pas une catégorie connue",
                ligne=ligne,
                colonne=typologie.colonne,
            )
        cellules[compute_code_insee(champs[position_code])] = cellule
    millesime = get_annee_du_nom(path, _MILLESIME)
    series = [Serie(indicateur, millesime, cellules)]
    if indicateur == "niveau_densite":
        rurales = {
            code: float(niveau >= _PREMIER_NIVEAU_RURAL)
            for code, niveau in cellules.items()
            if isinstance(niveau, float)
        }
        series.append(Serie("communes_rurales", millesime, rurales))
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)


def _fold(libelle: str) -> str:
    """A label for comparison, ignoring spaces, case and the kind of apostrophe."""
    return " ".join(libelle.split()).casefold().replace("’", "'")
