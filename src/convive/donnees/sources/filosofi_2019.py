"""INSEE-DGFiP-Cnaf-Cnav-CCMSA, Filosofi 2019: median standard of living above the commune.

Four files, one per level, which is in the name. They have no poverty rate.
"""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import validate_inconnus
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut
from convive.donnees.sources.lecture import get_cellules, get_tableau, list_absentes
from convive.territoires.rules import is_fictif

_COLONNES = {
    "niveau_vie_median": "Q219",
    "premier_decile": "D119",
    "rapport_interdecile": "RD",
    "indice_gini": "GI19",
    "part_prestations_sociales": "PPSOC19",
    "part_prestations_familiales": "PPFAM19",
    "part_minima_sociaux": "PPMINI19",
    "part_prestations_logement": "PPLOGT19",
}
_EXIGEE = "niveau_vie_median"

SOURCE = Source(
    identifiant="filosofi_2019",
    titre="Filosofi 2019 : revenus des EPCI, départements et régions",
    producteur="Insee-DGFiP-Cnaf-Cnav-CCMSA",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/6036907",
    motifs=(
        "FILO2019_DISP_EPCI*.csv",
        "FILO2019_DISP_DEP*.csv",
        "FILO2019_DISP_REG*.csv",
        "FILO2019_DISP_METROPOLE*.csv",
    ),
    quantites=tuple(_COLONNES),
    limite=(
        "Composition des EPCI au 1er janvier 2021 ; Guadeloupe, Guyane et Mayotte absentes ; "
        "la ligne France est celle de la France métropolitaine."
    ),
    priorite=10,
)

_MILLESIME = 2019
_NOM = re.compile(r"filo2019_disp_(epci|dep|reg|metropole).*", re.IGNORECASE)
_DROM = frozenset({"971", "972", "973", "974", "976"})


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one of the four files; today's territories that it does not list get the status « not available »."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit finir par EPCI, DEP, REG ou METROPOLE, qui dit la maille")
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    presentes = {
        indicateur: colonne
        for indicateur, colonne in _COLONNES.items()
        if indicateur == _EXIGEE or colonne in tableau.entete
    }
    toutes = get_cellules(
        tableau, list(presentes.values()), cle="CODGEO", vides=dict.fromkeys(presentes.values(), Statut.SECRET)
    )
    par_indicateur = {indicateur: toutes[colonne] for indicateur, colonne in presentes.items()}
    cellules = par_indicateur[_EXIGEE]
    niveau = nom[1].lower()
    if niveau == "metropole":
        return Resultat(_list_metropole(tableau.fichier, par_indicateur, cog), [_MILLESIME])
    maille, attendus, nom_maille = {
        "epci": (Maille.EPCI, cog.epcis, "EPCI"),
        "dep": (Maille.DEPARTEMENT, cog.departements, "département"),
        "reg": (Maille.REGION, cog.regions, "région"),
    }[niveau]
    avertissements = list_absentes(
        tableau.entete, {colonne: QUANTITES[indicateur].libelle for indicateur, colonne in _COLONNES.items()}
    )
    reels = sorted(code for code in attendus if not is_fictif(code))
    inconnus = [code for code in cellules if code not in attendus]
    validate_inconnus(tableau.fichier, inconnus, len(cellules), avertissements, nom=nom_maille)
    absents = [code for code in reels if code not in cellules]
    if absents:
        avertissements.append(
            f"Absents de ce fichier, donc sans donnée ({nom_maille}) : "
            f"{', '.join(absents[:5])}{f' et {len(absents) - 5} autres' if len(absents) > 5 else ''}."
        )
    lignes = [
        _build_ligne(maille, code, indicateur, une.get(code, Statut.NON_DISPONIBLE))
        for indicateur, une in par_indicateur.items()
        for code in reels
    ]
    return Resultat(lignes, [_MILLESIME], avertissements)


def _build_ligne(maille: Maille, code: str, indicateur: str, cellule: Cellule) -> Mesure:
    if isinstance(cellule, float):
        return Mesure(maille, code, indicateur, _MILLESIME, cellule, Statut.VALEUR, SOURCE.identifiant)
    return Mesure(maille, code, indicateur, _MILLESIME, None, cellule, SOURCE.identifiant)


def _list_metropole(
    fichier: str, par_indicateur: dict[str, dict[str, Cellule]], cog: CodeOfficielGeographique
) -> list[Mesure]:
    """The figure of metropolitan France as a partial figure for France, with the number of communes that it covers."""
    if list(par_indicateur[_EXIGEE]) != ["1"]:
        raise FichierIllisible(fichier, "une seule ligne de code 1 est attendue, celle de la France métropolitaine")
    lignes = [
        _build_ligne(Maille.FRANCE, CODE_FRANCE, indicateur, cellules["1"])
        for indicateur, cellules in par_indicateur.items()
    ]
    return [ligne if ligne.valeur is None else compute_partielle(ligne, cog) for ligne in lignes]


def compute_partielle(mesure: Mesure, cog: CodeOfficielGeographique) -> Mesure:
    """Turn a figure of metropolitan France into a partial one for France, with the number of communes that it
    covers."""
    reelles = cog.communes_reelles
    couvertes = sum(commune.departement not in _DROM for commune in reelles)
    return mesure._replace(statut=Statut.PARTIEL, communes_connues=couvertes, communes_total=len(reelles))
