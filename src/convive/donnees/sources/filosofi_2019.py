"""INSEE-DGFiP-Cnaf-Cnav-CCMSA, Filosofi 2019: median standard of living above the commune.

Four files, one by level, named by it. They have no poverty rate.
"""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import validate_inconnus
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import CODE_FRANCE, Maille, Mesure, Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_cellules, get_tableau
from convive.donnees.sources.nombres import Cellule
from convive.territoires.rules import is_fictif

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
    quantites=("niveau_vie_median",),
    limite=(
        "Composition des EPCI au 1er janvier 2021 ; Guadeloupe, Guyane et Mayotte absentes ; "
        "la ligne France est celle de la France métropolitaine."
    ),
    priorite=10,
)

_MILLESIME = 2019
_INDICATEUR = "niveau_vie_median"
_NOM = re.compile(r"filo2019_disp_(epci|dep|reg|metropole).*", re.IGNORECASE)
_DROM = frozenset({"971", "972", "973", "974", "976"})


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one of the four files; today's territories that it does not list are not available."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit finir par EPCI, DEP, REG ou METROPOLE, qui dit la maille")
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    cellules = get_cellules(tableau, ["Q219"], cle="CODGEO", vides={"Q219": Statut.SECRET})["Q219"]
    niveau = nom[1].lower()
    if niveau == "metropole":
        return Resultat(_list_metropole(tableau.fichier, cellules, cog), [_MILLESIME])
    maille, attendus, nom_maille = {
        "epci": (Maille.EPCI, cog.epcis, "EPCI"),
        "dep": (Maille.DEPARTEMENT, cog.departements, "département"),
        "reg": (Maille.REGION, cog.regions, "région"),
    }[niveau]
    avertissements: list[str] = []
    reels = sorted(code for code in attendus if not is_fictif(code))
    inconnus = [code for code in cellules if code not in attendus]
    validate_inconnus(tableau.fichier, inconnus, len(cellules), avertissements, nom=nom_maille)
    absents = [code for code in reels if code not in cellules]
    if absents:
        avertissements.append(
            f"Absents de ce fichier, donc sans donnée ({nom_maille}) : "
            f"{', '.join(absents[:5])}{f' et {len(absents) - 5} autres' if len(absents) > 5 else ''}."
        )
    lignes = [_build_ligne(maille, code, cellules.get(code, Statut.NON_DISPONIBLE)) for code in reels]
    return Resultat(lignes, [_MILLESIME], avertissements)


def _build_ligne(maille: Maille, code: str, cellule: Cellule) -> Mesure:
    if isinstance(cellule, float):
        return Mesure(maille, code, _INDICATEUR, _MILLESIME, cellule, Statut.VALEUR, SOURCE.identifiant)
    return Mesure(maille, code, _INDICATEUR, _MILLESIME, None, cellule, SOURCE.identifiant)


def _list_metropole(fichier: str, cellules: dict[str, Cellule], cog: CodeOfficielGeographique) -> list[Mesure]:
    """Metropolitan France stands for France as a partial figure: how many communes it covers is said beside it."""
    if list(cellules) != ["1"]:
        raise FichierIllisible(fichier, "une seule ligne de code 1 est attendue, celle de la France métropolitaine")
    ligne = _build_ligne(Maille.FRANCE, CODE_FRANCE, cellules["1"])
    if ligne.valeur is None:
        return [ligne]
    reelles = cog.communes_reelles
    couvertes = sum(commune.departement not in _DROM for commune in reelles)
    return [ligne._replace(statut=Statut.PARTIEL, communes_connues=couvertes, communes_total=len(reelles))]
