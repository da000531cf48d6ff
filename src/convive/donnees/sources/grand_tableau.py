"""Text tables too large for the memory: they are read line by line, and only some columns are kept."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources.archive import ABIMEE, open_membre
from convive.donnees.sources.lecture import CSV_ABIME, Tableau, list_enregistrements, rename_colonnes, validate_entete

OCTETS_MAX = 2 * 1024 * 1024 * 1024
"""The maximum uncompressed size. The « Dossier complet » has 1,900 columns and takes about 400 MB."""


def get_grand_tableau(
    path: Path,
    *,
    separateur: str,
    cle: str,
    colonnes: re.Pattern[str],
    membre: re.Pattern[str],
    filtre: tuple[str, frozenset[str]] | None = None,
    noms: Mapping[str, str] | None = None,
) -> Tableau:
    """A table of the columns whose whole name matches, including `cle`; raises like `get_tableau`.

    `filtre`: a column, and its values in the records to keep. `noms`: as for `build_tableau`.
    """
    try:
        with _open(path, membre) as (nom, flux):
            texte = io.TextIOWrapper(flux, encoding="utf-8-sig", newline="")
            return _build_tableau(nom, texte, separateur, cle, colonnes, filtre, noms or {})
    except UnicodeDecodeError as error:
        raise FichierIllisible(path.name, "l’encodage n’est pas UTF-8, ré-enregistrez en UTF-8") from error
    except ABIMEE as error:
        raise FichierIllisible(path.name, "l’archive zip est tronquée ou abîmée, téléchargez-la de nouveau") from error


@contextmanager
def _open(path: Path, membre: re.Pattern[str]) -> Iterator[tuple[str, IO[bytes]]]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive, open_membre(path.name, archive, membre, OCTETS_MAX) as (nom, flux):
            yield f"{path.name} › {nom}", flux
        return
    if path.stat().st_size > OCTETS_MAX:
        raise FichierIllisible(path.name, f"le fichier dépasse {OCTETS_MAX // 2**30} Go")
    with path.open("rb") as flux:
        yield path.name, flux


def _build_tableau(
    fichier: str,
    texte: io.TextIOWrapper,
    separateur: str,
    cle: str,
    colonnes: re.Pattern[str],
    filtre: tuple[str, frozenset[str]] | None,
    noms: Mapping[str, str],
) -> Tableau:
    lecteur = csv.reader(texte, delimiter=separateur, strict=True)
    try:
        complet = rename_colonnes(next(lecteur, []), noms)
        if not complet:
            raise FichierIllisible(fichier, "le fichier est vide, le téléchargement a sans doute échoué")
        validate_entete(fichier, complet, separateur, cle)
        gardees = [position for position, nom in enumerate(complet) if colonnes.fullmatch(nom)]
        filtree = Tableau(fichier, complet, []).get_position(filtre[0]) if filtre else None
        lignes = [
            (ligne, [champs[position] for position in gardees])
            for ligne, champs in list_enregistrements(fichier, complet, lecteur)
            if filtree is None or filtre is None or champs[filtree] in filtre[1]
        ]
    except csv.Error as error:
        raise FichierIllisible(fichier, CSV_ABIME, ligne=lecteur.line_num) from error
    return Tableau(fichier, [complet[position] for position in gardees], lignes)
