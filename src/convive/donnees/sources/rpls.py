"""SDES, register of social dwellings (RPLS): let, vacant and empty dwellings of each commune."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.comptage import list_series
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

_COLONNES = {
    "logements_sociaux": "nb_ls",
    "logements_sociaux_loues": "nb_loues",
    "logements_sociaux_vacants": "nb_vacants",
    "logements_sociaux_vides": "nb_vides",
}

SOURCE = Source(
    identifiant="rpls",
    titre="Répertoire des logements locatifs des bailleurs sociaux",
    producteur="SDES, ministère de la Transition écologique",
    licence=LICENCE_OUVERTE,
    url="https://www.statistiques.developpement-durable.gouv.fr/le-parc-locatif-social",
    motifs=("export_parc_logements_sociaux_*.csv",),
    quantites=tuple(_COLONNES),
    limite=(
        "Parc au 1er janvier des bailleurs sociaux seuls, sans les logements conventionnés de particuliers ; détail "
        "secret dans les communes de dix logements sociaux ou moins."
    ),
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one 1 January. A commune that is not listed has no social dwellings; an empty detail is secret."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=",", cle="DEPCOM_ARM")
    cellules = get_cellules(
        tableau,
        list(_COLONNES.values()),
        cle="DEPCOM_ARM",
        vides=dict.fromkeys(_COLONNES.values(), Statut.SECRET),
        compute_code=compute_code_insee,
    )
    comptes = {indicateur: cellules[colonne] for indicateur, colonne in _COLONNES.items()}
    return build_resultat(SOURCE.identifiant, tableau.fichier, list_series(comptes, comptes, millesime, cog), cog)
