"""INSEE, CNAF, Cnam, Pôle emploi: figures of the quartiers prioritaires (list of 2015), in three files named by theme.

The quartiers of 2015 (QP…) and of 2024 (QN…) are not the same, so their figures must never be combined.
"""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, compute_cle_nom
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import Maille, Statut, Zone
from convive.donnees.sources.caf_iris import COLONNES as COLONNES_CAF
from convive.donnees.sources.infracommunal import list_colonnes_zones
from convive.donnees.sources.lecture import Tableau, get_annee_du_nom, get_cellules, get_tableau

_CAF_AILLEURS = frozenset({"ARSAS"})
"""Columns of benefits, absent from the demography file; in the employment file, A means something else."""
_THEMES = {
    "DEMO": {
        "POP_MUN": "population_municipale",
        "TX_TOT_0A24": "part_0_24_ans",
        **{nom: quantite for nom, quantite in COLONNES_CAF.items() if nom not in _CAF_AILLEURS},
    },
    "REVN": {
        "PMIMP": "part_menages_imposes",
        "DISP_Q2": "niveau_vie_median",
        "TP60": "taux_pauvrete",
        "DISP_D1": "premier_decile",
        "PPSOC": "part_prestations_sociales",
        "ARSAS": "caf_allocataires_rsa",
    },
    "IPRO": {
        "TX_TOT_EMPL": "taux_emploi_15_64",
        "ABC": "demandeurs_emploi_abc",
        "ABC_F": "demandeurs_emploi_abc_femmes",
        "ABC_25": "demandeurs_emploi_abc_moins_25",
    },
}

SOURCE = Source(
    identifiant="qpv_2022",
    titre="Indicateurs des quartiers prioritaires de 2015",
    producteur="Insee, Cnaf, Cnam, Pôle emploi",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/2500477",
    motifs=("QPV_DEMO_20*.csv", "QPV_REVN_20*.csv", "QPV_IPRO_20*.csv"),
    quantites=tuple(dict.fromkeys(quantite for theme in _THEMES.values() for quantite in theme.values())),
    limite=(
        "Quartiers de la liste de 2015, remplacée en 2024 ; "
        "chiffres du quartier, jamais additionnés à ceux des communes."
    ),
)

_NOM = re.compile(r"QPV_(DEMO|REVN|IPRO)_20.*", re.IGNORECASE)
_CODE = re.compile(r"QP\w{6}")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one theme; an empty cell is secret, or out of scope if its whole département is empty."""
    nom = _NOM.match(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit dire le thème : DEMO, REVN ou IPRO")
    theme = nom[1].upper()
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    colonnes = _THEMES[theme]
    cellules = get_cellules(tableau, list(colonnes), cle="CODGEO", vides=dict.fromkeys(colonnes, Statut.SECRET))
    for code in cellules[next(iter(colonnes))]:
        if not _CODE.fullmatch(code):
            raise FichierIllisible(
                tableau.fichier, f"« {code} » n’est pas un code de quartier de 2015 (QP…)", colonne="CODGEO"
            )
    series = [(quantite, millesime, _compute_champ(cellules[nom])) for nom, quantite in colonnes.items()]
    zones, avertissements = _list_zones(tableau, cog) if theme == "DEMO" else ([], [])
    comptees = list_colonnes_zones(SOURCE.identifiant, Maille.QUARTIER_PRIORITAIRE, series)
    return Resultat([], [millesime], avertissements, zones=zones, colonnes=comptees)


def _compute_champ(cellules: dict[str, Cellule]) -> dict[str, Cellule]:
    publies: dict[str, bool] = defaultdict(bool)
    for code, cellule in cellules.items():
        publies[code[2:5]] |= isinstance(cellule, float)
    return {
        code: Statut.NON_DISPONIBLE if cellule == Statut.SECRET and not publies[code[2:5]] else cellule
        for code, cellule in cellules.items()
    }


def _list_zones(tableau: Tableau, cog: CodeOfficielGeographique) -> tuple[list[Zone], list[str]]:
    """The zones, and warnings. The file gives the names of communes without codes; an unknown name is skipped with a
    warning."""
    position, nom, communes = (tableau.get_position(colonne) for colonne in ("CODGEO", "LIBGEO", "LIB_COM"))
    zones: dict[tuple[str, str], Zone] = {}
    perdus: list[str] = []
    for _, champs in tableau.lignes:
        code = champs[position].strip()
        departement = code[2:5].removeprefix("0") if not code[2:5].startswith("97") else code[2:5]
        for commune in champs[communes].split(","):
            actuel = cog.noms.get((departement, compute_cle_nom(commune)))
            if actuel is None:
                perdus.append(commune.strip())
            else:
                zones[code, actuel] = Zone(
                    Maille.QUARTIER_PRIORITAIRE, code, champs[nom].strip(), actuel, "2015", SOURCE.identifiant
                )
    if not perdus:
        return list(zones.values()), []
    return list(zones.values()), [
        f"Communes de quartiers que leur nom ne fait pas reconnaître : {', '.join(sorted(set(perdus))[:5])} "
        f"({len(set(perdus))} en tout)."
    ]
