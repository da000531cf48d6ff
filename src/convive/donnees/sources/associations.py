"""Ministère de l’Intérieur, national register of associations (RNA, « Waldec »): declared associations by commune.

The register comes as one table, as one table per département, or as an archive of these. Only two of its forty columns
are read: nothing about people, addresses or purposes.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.sources.archive import ABIMEE, open_membre
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.grand_tableau import OCTETS_MAX
from convive.donnees.sources.lecture import (
    CSV_ABIME,
    Tableau,
    get_annee_du_nom,
    list_enregistrements,
    validate_entete,
)

SOURCE = Source(
    identifiant="associations",
    titre="Répertoire national des associations",
    producteur="Ministère de l’Intérieur",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/repertoire-national-des-associations/",
    motifs=("rna_waldec_*.csv", "rna_waldec_*.zip"),
    quantites=("associations_actives",),
    limite=(
        "Associations déclarées et non dissoutes, comptées dans la commune de leur siège ; une association endormie "
        "reste déclarée ; celles d’avant 2009 qui n’ont rien déclaré depuis sont dans un autre fichier ; "
        "l’Alsace et la Moselle, qui ont leur propre registre, sont absentes."
    ),
)

_CODE, _POSITION = "adrs_codeinsee", "position"
_ACTIVE = "A"
_MEMBRE = re.compile(r"rna_waldec_.*\.csv", re.IGNORECASE)
_DEPARTEMENT = re.compile(r"_dpt_([0-9]{2,3}|2[AB])$", re.IGNORECASE)
_BOM_LU_EN_LATIN_1 = "ï»¿"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one register. Associations without a commune code are not counted, with a warning."""
    millesime = get_annee_du_nom(path)
    comptes: Counter[str] = Counter()
    for nom, flux in _list_tables(path):
        comptes.update(_list_communes(nom, flux))
    sans_commune = comptes.pop("", 0)
    ailleurs = _pop_ailleurs(path, comptes)
    if not comptes:
        raise FichierIllisible(path.name, "aucune association active dans ce fichier", colonne=_POSITION)
    faits = ((code, {"associations_actives": float(nombre)}) for code, nombre in comptes.items())
    series = list_series(compute_comptes(faits, cog), SOURCE.quantites, millesime, cog)
    resultat = build_resultat(SOURCE.identifiant, path.name, series, cog)
    if sans_commune:
        resultat.avertissements.append(
            f"Associations actives sans code de commune, comptées nulle part : {sans_commune}."
        )
    if ailleurs:
        resultat.avertissements.append(
            f"Associations actives dont le siège est dans un autre département que celui du fichier, comptées nulle "
            f"part : {ailleurs}."
        )
    return resultat


def _pop_ailleurs(path: Path, comptes: Counter[str]) -> int:
    """Remove from the table of one département the associations based in another one, and return their number: they
    would be mistaken for all the associations of their commune."""
    departement = _DEPARTEMENT.search(path.stem)
    if departement is None:
        return 0
    ailleurs = [code for code in comptes if not code.startswith(departement[1].upper())]
    return sum(comptes.pop(code) for code in ailleurs)


def _list_tables(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if path.suffix.lower() != ".zip":
        if path.stat().st_size > OCTETS_MAX:
            raise FichierIllisible(path.name, f"le fichier dépasse {OCTETS_MAX // 2**30} Go")
        with path.open("rb") as flux:
            yield path.name, flux
        return
    try:
        with zipfile.ZipFile(path) as archive:
            noms = [nom for nom in archive.namelist() if _MEMBRE.fullmatch(nom.rsplit("/", 1)[-1])]
            if not noms:
                raise FichierIllisible(path.name, "l’archive ne contient aucun fichier rna_waldec_….csv")
            for nom in noms:
                motif = re.compile(re.escape(nom.rsplit("/", 1)[-1]))
                with open_membre(path.name, archive, motif, OCTETS_MAX) as (membre, flux):
                    yield f"{path.name} › {membre}", flux
    except ABIMEE as error:
        raise FichierIllisible(path.name, "l’archive zip est tronquée ou abîmée, téléchargez-la de nouveau") from error


def _list_communes(fichier: str, flux: IO[bytes]) -> Iterator[str]:
    """The commune code of each active association, "" if it has none.

    Some tables are in UTF-8, others in Latin-1. What is read is ASCII in both, so the encoding need not be guessed.
    """
    with io.TextIOWrapper(flux, encoding="latin-1", newline="") as texte:
        premiere = texte.readline().removeprefix(_BOM_LU_EN_LATIN_1)
        separateur = "," if premiere.count(",") > premiere.count(";") else ";"
        lecteur = csv.reader(texte, delimiter=separateur, strict=True)
        try:
            entete = [nom.strip() for nom in next(csv.reader([premiere], delimiter=separateur), [])]
            validate_entete(fichier, entete, separateur, _CODE)
            tableau = Tableau(fichier, entete, [])
            position_code, position = tableau.get_position(_CODE), tableau.get_position(_POSITION)
            for _, champs in list_enregistrements(fichier, entete, lecteur):
                if champs[position].strip().upper() == _ACTIVE:
                    yield compute_code_insee(champs[position_code])
        except csv.Error as error:
            # Plus one, because the header was read separately.
            raise FichierIllisible(fichier, CSV_ABIME, ligne=lecteur.line_num + 1) from error
