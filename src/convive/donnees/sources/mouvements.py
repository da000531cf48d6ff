"""INSEE, movements of communes since 1943: former codes, splits and dates of mergers.

It has no figures: it completes the passages of the code list, and dates the breaks in series.
"""

from pathlib import Path

from convive.donnees.code_officiel_geographique import Mouvements
from convive.donnees.declaration import LICENCE_OUVERTE, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources.lecture import get_tableau

SOURCE = Source(
    identifiant="mouvements",
    titre="Code officiel géographique : mouvements de communes depuis 1943",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/information/2560452",
    motifs=("cog_mouvements_communes*.csv", "v_mvtcommune*.csv", "mvtcommune*.csv"),
    quantites=(),
    limite=(
        "Arrêté au 1er janvier de son année : les fusions et les scissions plus récentes viennent "
        "de la base fournie avec Convive."
    ),
)

_CHANGEMENTS_DE_CODE = {"41", "50"}
_FUSIONS = {"31", "32", "33", "34", "30"}
_SCISSIONS = {"20", "21"}


def build(path: Path) -> Mouvements:
    """Movements between communes; lines about communes déléguées and associées are ignored."""
    tableau = get_tableau(path, separateur=",", cle="COM_AV")
    colonnes = [
        tableau.get_position(nom) for nom in ("MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP")
    ]
    evenements: list[tuple[str, str, str, str]] = []
    for ligne, champs in tableau.lignes:
        nature, date_effet, type_avant, avant, type_apres, apres = (champs[position].strip() for position in colonnes)
        if len(date_effet) != 10 or date_effet[4] != "-":
            raise FichierIllisible(
                tableau.fichier, f"« {date_effet} » n’est pas une date AAAA-MM-JJ", ligne=ligne, colonne="DATE_EFF"
            )
        if (type_avant, type_apres) == ("COM", "COM") and avant != apres:
            evenements.append((date_effet, nature, avant, apres))
    if not evenements:
        raise FichierIllisible(tableau.fichier, "aucun mouvement entre communes dans ce fichier")
    evenements.sort()
    successeurs: dict[str, str] = {}
    scissions: list[tuple[str, str, str]] = []
    absorptions: list[tuple[str, str, str]] = []
    for date_effet, nature, avant, apres in evenements:
        if nature in _CHANGEMENTS_DE_CODE | _FUSIONS:
            successeurs[avant] = apres
        if nature in _FUSIONS:
            absorptions.append((avant, apres, date_effet))
        elif nature in _SCISSIONS:
            scissions.append((avant, apres, date_effet))
    return Mouvements(successeurs, tuple(scissions), tuple(absorptions))
