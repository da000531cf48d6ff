"""CNAF, families by benefit and by family quotient, in December of each year; the producer rounds counts to 5."""

import re
from collections import defaultdict
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source, build_export
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import CODE_FRANCE, Maille, Statut
from convive.donnees.sources.cnaf import NIVEAUX, PORTAIL, build_niveau, compute_annee, is_fantome
from convive.donnees.sources.lecture import Tableau, get_tableau, list_absentes

_COLONNES = {
    "indfoy_ndur": "foyers_allocataires",
    "indnbp_ndur": "personnes_couvertes_caf",
    "indfoy_ab": "foyers_allocation_base",
    "indfoy_cmg": "foyers_cmg",
    "indfoy_prepare": "foyers_prepare",
    "indfoy_af": "foyers_allocations_familiales",
    "indfoy_cf": "foyers_complement_familial",
    "indfoy_ars": "foyers_ars",
    "indfoy_asf": "foyers_asf",
    "indfoy_aah": "foyers_aah",
    "indben_aah": "beneficiaires_aah",
    "indfoy_aeeh": "foyers_aeeh",
    "indben_aeeh": "beneficiaires_aeeh",
    "indfoy_ndural": "foyers_aides_logement",
    "indfoy_rsa": "foyers_rsa",
    "indnbp_rsa": "personnes_couvertes_rsa",
    "indfoy_ppa": "foyers_prime_activite",
}
_EFFECTIF = "indfoy_ndur"
# Not published by commune.
_HORS_COMMUNE = frozenset({"indfoy_aeeh", "indben_aeeh"})
_QF = ("foyers_qf_moins_400", "foyers_qf_400_799", "foyers_qf_800_ou_plus", "foyers_qf_connu")
_TABLES = ("s_ben_com_f", "s_ben_epci_f", "s_ben_dep", "s_ben_nat", "ndur_s_qf_400_com_f")

SOURCE = Source(
    identifiant="prestations",
    titre="Foyers allocataires par prestation et par quotient familial",
    producteur="Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://data.caf.fr/explore/dataset/s_ben_com_f/",
    motifs=tuple(f"{table}*.csv" for table in _TABLES),
    quantites=(*_COLONNES.values(), *_QF),
    limite=(
        "Droits de décembre ; effectifs arrondis à 5 par la Cnaf, petits effectifs cachés ; allocataires de la MSA "
        "absents ; allocataires de l’AEEH non publiés à la commune."
    ),
    priorite=20,
    adresses=tuple(build_export(PORTAIL, table) for table in _TABLES),
)

_NOM = re.compile(r"s_ben_(com|epci|dep|nat)(?:_f)?(?![a-z]).*\.csv", re.IGNORECASE)
_NOM_QF = re.compile(r"ndur_s_qf_400_com_f.*\.csv", re.IGNORECASE)
_CLES = {"com": "numcomdo", "epci": "numepci", "dep": "numdep", "nat": ""}
_MOIS = re.compile(r"20\d\d-?(\d\d)(?:-?\d\d)?(?:T.*)?")
_DECEMBRE = "12"
_TRANCHE = re.compile(r"(?:<\s*(?P<moins>\d+))|(?:(?P<debut>\d+)\s*-\s*\d+)|(?:(?:≥|>=)\s*(?P<plus>\d+))")
_INCONNU = "inconnu"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one table; only December, for monthly ones."""
    if _NOM_QF.fullmatch(path.name):
        return _build_quotients(get_tableau(path, separateur=";", cle="dtreffre"), cog)
    nom = _NOM.fullmatch(path.name)
    if nom is None:
        raise FichierIllisible(path.name, "le nom doit être celui d’une table : s_ben_com_f, s_ben_epci_f…")
    niveau = nom[1].lower()
    tableau = get_tableau(path, separateur=";", cle="dtreffre")
    colonnes = {colonne: quantite for colonne, quantite in _COLONNES.items() if colonne in tableau.entete}
    if not colonnes:
        raise FichierIllisible(
            tableau.fichier,
            "aucune prestation n’est reconnue, le fichier a peut-être changé de format",
            ligne=1,
            colonne=_EFFECTIF,
        )
    positions = {colonne: tableau.get_position(colonne) for colonne in colonnes}
    par_serie: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for ligne, champs, code, annee in _list_decembres(tableau, _CLES[niveau]):
        for colonne, quantite in colonnes.items():
            cellule = _get_cellule(tableau, champs[positions[colonne]], ligne, colonne)
            if par_serie[quantite, annee].setdefault(code, cellule) != cellule:
                raise FichierIllisible(
                    tableau.fichier, f"deux lignes se contredisent pour {code} en {annee}", ligne=ligne, colonne=colonne
                )
    if not par_serie:
        raise FichierIllisible(tableau.fichier, "aucun mois de décembre dans ce fichier")
    resultat = build_niveau(SOURCE.identifiant, tableau.fichier, NIVEAUX[niveau], par_serie, cog)
    attendues = {
        colonne: QUANTITES[quantite].libelle
        for colonne, quantite in _COLONNES.items()
        if niveau != "com" or colonne not in _HORS_COMMUNE
    }
    resultat.avertissements += list_absentes(tableau.entete, attendues)
    return resultat


def _list_decembres(tableau: Tableau, cle: str) -> list[tuple[int, list[str], str, int]]:
    position_date = tableau.get_position("dtreffre")
    position_code = tableau.get_position(cle) if cle else None
    lignes = []
    for ligne, champs in tableau.lignes:
        code = CODE_FRANCE if position_code is None else compute_code_insee(champs[position_code])
        if is_fantome(code):
            continue
        date = champs[position_date].strip().removesuffix(".0")
        annee = compute_annee(tableau.fichier, date, ligne=ligne, colonne="dtreffre")
        mois = _MOIS.fullmatch(date)
        if mois is None or mois[1] == _DECEMBRE:
            lignes.append((ligne, champs, code, annee))
    return lignes


def _get_cellule(tableau: Tableau, texte: str, ligne: int, colonne: str) -> Cellule:
    try:
        return compute_cellule(texte, vide=Statut.SECRET)
    except NombreInvalide as error:
        raise FichierIllisible(
            tableau.fichier, f"« {error} » n’est pas un nombre", ligne=ligne, colonne=colonne
        ) from None


def _build_quotients(tableau: Tableau, cog: CodeOfficielGeographique) -> Resultat:
    """Group into three the brackets of 400 euros, given in one row per commune and bracket. A secret bracket makes any
    sum that includes it secret."""
    position_tranche, position = tableau.get_position("qf_400"), tableau.get_position(_EFFECTIF)
    tranches: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for ligne, champs, code, annee in _list_decembres(tableau, _CLES["com"]):
        tranche = champs[position_tranche].strip()
        cellule = _get_cellule(tableau, champs[position], ligne, _EFFECTIF)
        if tranches[code, annee].setdefault(tranche, cellule) != cellule:
            raise FichierIllisible(
                tableau.fichier, f"deux lignes se contredisent pour {code}, {tranche}", ligne=ligne, colonne="qf_400"
            )
    par_serie: dict[tuple[str, int], dict[str, Cellule]] = defaultdict(dict)
    for (code, annee), cellules in tranches.items():
        for quantite in _QF:
            par_serie[quantite, annee][code] = _compute_somme(
                [
                    cellule
                    for tranche, cellule in cellules.items()
                    if tranche.casefold() != _INCONNU and _is_dans(tableau.fichier, tranche, quantite)
                ]
            )
    if not par_serie:
        raise FichierIllisible(tableau.fichier, "aucun mois de décembre dans ce fichier")
    return build_niveau(SOURCE.identifiant, tableau.fichier, Maille.COMMUNE, par_serie, cog)


def _is_dans(fichier: str, tranche: str, quantite: str) -> bool:
    """Whether a bracket (<400, 400-799, ≥4000) is part of a quantity."""
    trouve = _TRANCHE.fullmatch(tranche)
    if trouve is None:
        raise FichierIllisible(fichier, f"« {tranche} » n’est pas une tranche de quotient connue", colonne="qf_400")
    debut = 0 if trouve["moins"] else int(trouve["debut"] or trouve["plus"])
    return {
        "foyers_qf_moins_400": debut < 400,
        "foyers_qf_400_799": 400 <= debut < 800,
        "foyers_qf_800_ou_plus": debut >= 800,
        "foyers_qf_connu": True,
    }[quantite]


def _compute_somme(cellules: list[Cellule]) -> Cellule:
    """The sum of the brackets in the table; a bracket that is not listed has nobody."""
    nombres = [cellule for cellule in cellules if isinstance(cellule, float)]
    return sum(nombres, 0.0) if len(nombres) == len(cellules) else Statut.SECRET
