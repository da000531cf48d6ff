"""MEN, directory of education: schools, collèges and lycées, as counts by commune and as lieux."""

import json
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source, build_export
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Lieu, NatureLieu, Statut
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.lecture import get_annee_du_nom, get_tableau

SOURCE = Source(
    identifiant="annuaire_education",
    titre="Annuaire de l’éducation",
    producteur="Ministère de l’Éducation nationale",
    licence=LICENCE_OUVERTE,
    url="https://data.education.gouv.fr/explore/dataset/fr-en-annuaire-education/",
    motifs=("annuaire_ecoles_france*.parquet", "fr-en-annuaire-education*.csv"),
    quantites=(
        "ecoles",
        "ecoles_maternelles",
        "ecoles_elementaires",
        "ecoles_publiques",
        "ecoles_eleves",
        "colleges",
        "lycees",
        "etablissements_medico_sociaux",
    ),
    limite=(
        "Établissements ouverts à la date de l’annuaire ; une école primaire est comptée maternelle et élémentaire ; "
        "élèves inconnus pour quelques écoles, qui comptent alors pour zéro élève\u00a0; les établissements régionaux "
        "d’enseignement adapté (EREA) sont comptés parmi les lycées."
    ),
    adresses=(
        build_export("data.education.gouv.fr", "fr-en-annuaire-education", "fr-en-annuaire-education-{annee}.csv"),
    ),
)

_MILLESIME = 2025
_NATURES = {
    "Ecole": NatureLieu.ECOLE,
    "Collège": NatureLieu.COLLEGE,
    "Lycée": NatureLieu.LYCEE,
    "EREA": NatureLieu.LYCEE,
    "Médico-social": NatureLieu.MEDICO_SOCIAL,
}
_COMPTES = {
    NatureLieu.ECOLE: "ecoles",
    NatureLieu.COLLEGE: "colleges",
    NatureLieu.LYCEE: "lycees",
    NatureLieu.MEDICO_SOCIAL: "etablissements_medico_sociaux",
}
_COLONNES = (
    "identifiant_de_l_etablissement",
    "nom_etablissement",
    "type_etablissement",
    "statut_public_prive",
    "code_commune",
    "ecole_maternelle",
    "ecole_elementaire",
    "nombre_d_eleves",
)
_COMMUNES_ENTIERES = {"75100": "75056", "13200": "13055", "69380": "69123"}
"""The codes that the directory uses for Paris, Marseille and Lyon as a whole."""
_POINT = struct.Struct("<BIdd")


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows and lieux of one directory, Parquet (republished) or CSV (export of the official portal)."""
    millesime = get_annee_du_nom(path, _MILLESIME)
    lignes = _list_parquet(path) if path.suffix.lower() == ".parquet" else _list_csv(path)
    lieux: dict[str, Lieu] = {}
    faits: list[tuple[str, Mapping[str, float]]] = []
    doublons = 0
    for ligne in lignes:
        nature = _NATURES.get(ligne["type_etablissement"] or "")
        if nature is None:
            continue
        identifiant = str(ligne["identifiant_de_l_etablissement"] or "")
        if identifiant in lieux:
            doublons += 1
            continue
        code = str(ligne["code_commune"] or "")
        code = _COMMUNES_ENTIERES.get(code, compute_code_insee(code))
        lieux[identifiant] = _build_lieu(ligne, nature, cog.get_code_actuel(code) or "", millesime)
        faits.append((code, _compute_quantites(ligne, nature)))
    if not faits:
        raise FichierIllisible(path.name, "aucune école, aucun collège ni aucun lycée dans ce fichier")
    series = list_series(compute_comptes(faits, cog), SOURCE.quantites, millesime, cog)
    resultat = build_resultat(SOURCE.identifiant, path.name, series, cog)
    if doublons:
        resultat.avertissements.append(f"{doublons} établissements sont en double, ils sont comptés une fois.")
    resultat.lieux = [lieu for lieu in lieux.values() if lieu.commune]
    return resultat


def _compute_quantites(ligne: Mapping[str, Any], nature: NatureLieu) -> dict[str, float]:
    quantites = {_COMPTES[nature]: 1.0}
    if nature == NatureLieu.ECOLE:
        quantites |= {
            "ecoles_maternelles": ligne["ecole_maternelle"] or 0.0,
            "ecoles_elementaires": ligne["ecole_elementaire"] or 0.0,
            "ecoles_publiques": float(ligne["statut_public_prive"] == "Public"),
            "ecoles_eleves": ligne["nombre_d_eleves"] or 0.0,
        }
    return quantites


def _build_lieu(ligne: Mapping[str, Any], nature: NatureLieu, commune: str, millesime: int) -> Lieu:
    details = {
        "statut": ligne["statut_public_prive"],
        "maternelle": None if ligne["ecole_maternelle"] is None else bool(ligne["ecole_maternelle"]),
        "elementaire": None if ligne["ecole_elementaire"] is None else bool(ligne["ecole_elementaire"]),
        "eleves": None if ligne["nombre_d_eleves"] is None else int(ligne["nombre_d_eleves"]),
    }
    return Lieu(
        nature,
        str(ligne["identifiant_de_l_etablissement"]),
        str(ligne["nom_etablissement"] or ""),
        commune,
        "",
        ligne["longitude"],
        ligne["latitude"],
        json.dumps({nom: valeur for nom, valeur in details.items() if valeur is not None}, ensure_ascii=False),
        millesime,
        SOURCE.identifiant,
    )


def _list_parquet(path: Path) -> Iterable[dict[str, Any]]:
    import pyarrow as pa

    from convive.donnees.schema import get_table

    nombres = {"ecole_maternelle", "ecole_elementaire", "nombre_d_eleves"}
    schema = pa.schema(
        [
            *(pa.field(nom, pa.float64() if nom in nombres else pa.string()) for nom in _COLONNES),
            pa.field("geometry", pa.binary()),
        ]
    )
    for ligne in get_table(path, schema).to_pylist():
        ligne["longitude"], ligne["latitude"] = _compute_position(ligne["geometry"])
        yield ligne


def _compute_position(octets: bytes | None) -> tuple[float | None, float | None]:
    """Longitude and latitude of a WKB point; (None, None) for anything else."""
    if octets is None or len(octets) != _POINT.size:
        return None, None
    ordre, nature, longitude, latitude = _POINT.unpack(octets)
    return (longitude, latitude) if (ordre, nature) == (1, 1) else (None, None)


def _list_csv(path: Path) -> Iterable[dict[str, Any]]:
    """Records of the export of the portal, without closed schools."""
    tableau = get_tableau(path, separateur=";", cle="identifiant_de_l_etablissement")
    positions = {nom: tableau.get_position(nom) for nom in (*_COLONNES, "longitude", "latitude")}
    etat = tableau.entete.index("etat") if "etat" in tableau.entete else None
    for numero, champs in tableau.lignes:
        if etat is not None and champs[etat].strip().upper() not in ("", "OUVERT"):
            continue
        ligne: dict[str, Any] = {nom: champs[position].strip() or None for nom, position in positions.items()}
        for nom in ("ecole_maternelle", "ecole_elementaire", "nombre_d_eleves", "longitude", "latitude"):
            try:
                cellule = compute_cellule(ligne[nom] or "", vide=Statut.NON_DISPONIBLE)
            except NombreInvalide as error:
                raise FichierIllisible(
                    tableau.fichier, f"« {error} » n’est pas un nombre", ligne=numero, colonne=nom
                ) from None
            ligne[nom] = cellule if isinstance(cellule, float) else None
        yield ligne
