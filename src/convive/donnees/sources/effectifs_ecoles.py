"""MEN-DEPP, pupils and classes of each school. The commune comes from the directory, joined by school number.

The commune in the table itself is not read, because its code is sometimes a postal code.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source, build_export
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule
from convive.donnees.rules import Statut
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.grand_tableau import get_grand_tableau

_JEU = "fr-en-ecoles-effectifs-nb_classes"
PART_RATTACHEE_MIN = 0.99
"""The minimum share of a year's pupils whose school is in the directory: below, too many schools have closed since for
the year to be used."""

SOURCE = Source(
    identifiant="effectifs_ecoles",
    titre="Effectifs des écoles et nombre de classes",
    producteur="Ministère de l’Éducation nationale (DEPP)",
    licence=LICENCE_OUVERTE,
    url=f"https://data.education.gouv.fr/explore/dataset/{_JEU}/",
    motifs=(f"{_JEU}*.csv", "effectifs*nb_classes*.csv"),
    quantites=("eleves_ecoles", "classes_ecoles"),
    limite=(
        "Écoles publiques et privées sous contrat, rattachées à leur commune par l’annuaire de l’éducation, qui doit "
        "être chargé ; une école fermée depuis n’y est plus et manque aux années d’avant."
    ),
    adresses=(build_export("data.education.gouv.fr", _JEU),),
)

_COLONNES = ("rentree_scolaire", "numero_ecole", "nombre_total_eleves", "nombre_total_classes")
# The portal also exports the same table with labels.
_LIBELLES = {
    "rentree_scolaire": "rentree_scolaire",
    "numero_de_l_ecole": "numero_ecole",
    "nombre_total_d_eleves": "nombre_total_eleves",
    "nombre_total_de_classes": "nombre_total_classes",
}
type Nombres = tuple[float, float] | None
"""(Pupils, classes); None for a school whose cells are empty."""
_RENTREE = re.compile(r"(20\d\d)(?:-20\d\d)?(?:\.0)?")


def build(path: Path, cog: CodeOfficielGeographique, ecoles: Mapping[str, str] | None = None) -> Resultat:
    """Rows of the table, given `ecoles`: school number → today's commune.

    If `ecoles` is None, the file is only checked line by line and gives no row. If it is empty, or does not know the
    schools of any year, raise FichierIllisible, which says what to load first.
    """
    rentrees = _list_rentrees(path)
    if ecoles is None:
        return Resultat([], sorted(rentrees), ["Les écoles seront rattachées à leur commune à la préparation."])
    if not ecoles:
        raise FichierIllisible(
            path.name, "l’annuaire de l’éducation n’est pas chargé, sans lui une école n’a pas de commune"
        )
    avertissements: list[str] = []
    series: list[Serie] = []
    for annee, lignes in sorted(rentrees.items()):
        connues = {uai: nombres for uai, nombres in lignes.items() if uai in ecoles}
        eleves, rattaches = _sum_eleves(lignes), _sum_eleves(connues)
        if rattaches < PART_RATTACHEE_MIN * eleves or not connues:
            avertissements.append(
                f"Rentrée {annee} écartée\u00a0: {eleves - rattaches:.0f} élèves sur {eleves:.0f}, plus d’un sur cent, "
                "sont dans une école que l’annuaire n’a pas."
            )
            continue
        if absentes := len(lignes) - len(connues):
            avertissements.append(f"Rentrée {annee}\u00a0: écoles qui ne sont plus dans l’annuaire\u00a0: {absentes}.")
        series += _list_series(annee, connues, ecoles, cog)
    if not series:
        raise FichierIllisible(path.name, "presque aucune de ces écoles n’est dans l’annuaire de l’éducation chargé")
    resultat = build_resultat(SOURCE.identifiant, path.name, series, cog)
    resultat.avertissements += avertissements
    return resultat


def _sum_eleves(lignes: Mapping[str, Nombres]) -> float:
    return sum(nombres[0] for nombres in lignes.values() if nombres)


def _list_series(
    annee: int, connues: Mapping[str, Nombres], ecoles: Mapping[str, str], cog: CodeOfficielGeographique
) -> list[Serie]:
    """Series of one year; the sum of a commune is unknown if one of its schools gives no count."""
    faits = [
        (ecoles[uai], dict(zip(SOURCE.quantites, nombres, strict=True))) for uai, nombres in connues.items() if nombres
    ]
    comptes: dict[str, dict[str, Cellule]] = {q: {**sommes} for q, sommes in compute_comptes(faits, cog).items()}
    for uai, nombres in connues.items():
        if nombres is None:
            for quantite in SOURCE.quantites:
                comptes.setdefault(quantite, {})[ecoles[uai]] = Statut.NON_DISPONIBLE
    return list_series(comptes, SOURCE.quantites, annee, cog)


def _list_rentrees(path: Path) -> dict[int, dict[str, Nombres]]:
    """Year in which the school year starts → school → (pupils, classes), None for a school that gives no count."""
    tableau = get_grand_tableau(
        path,
        separateur=";",
        cle="numero_ecole",
        colonnes=re.compile("|".join(_COLONNES)),
        membre=re.compile(r".*\.csv", re.IGNORECASE),
        noms=_LIBELLES,
    )
    positions = [tableau.get_position(colonne) for colonne in _COLONNES]
    rentrees: dict[int, dict[str, Nombres]] = defaultdict(dict)
    for ligne, champs in tableau.lignes:
        rentree, uai, *textes = (champs[position].strip() for position in positions)
        annee = _RENTREE.fullmatch(rentree)
        if annee is None:
            raise FichierIllisible(
                tableau.fichier, f"« {rentree} » n’est pas une rentrée", ligne=ligne, colonne="rentree_scolaire"
            )
        try:
            eleves, classes = (compute_cellule(texte, vide=Statut.NON_DISPONIBLE) for texte in textes)
        except NombreInvalide as error:
            raise FichierIllisible(tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne) from None
        if uai in rentrees[int(annee[1])]:
            raise FichierIllisible(
                tableau.fichier, f"l’école {uai} a deux lignes en {annee[1]}", ligne=ligne, colonne="numero_ecole"
            )
        is_complete = isinstance(eleves, float) and isinstance(classes, float)
        rentrees[int(annee[1])][uai] = (float(eleves), float(classes)) if is_complete else None
    if not any(nombres for lignes in rentrees.values() for nombres in lignes.values()):
        raise FichierIllisible(tableau.fichier, "aucune école n’a d’effectif dans ce fichier")
    return rentrees
