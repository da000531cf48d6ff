"""The ZIP of a plan: what it is made of, and how one made by anyone is opened. Pure Python.

`plan.json` holds rows by model, each with its fields in JSON; a row has no identifier but its rank in its list. What a
plan only points at (organisations, people, thématiques, constats…) is in `externes`, by what names it, and is found
again, or not, where the plan comes. `pieces/` holds the files attached to its actions.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT, VERSION = "convive-plan", 1
DONNEES, NOTICE, PIECES = "plan.json", "LISEZ-MOI.txt", "pieces/"
MAX_OCTETS_ARCHIVE = 20 * 1024 * 1024
MAX_OCTETS_DONNEES = 40 * 1024 * 1024
MAX_OCTETS_PIECES = 15 * 1024 * 1024
MAX_LIGNES = 200_000
MAX_FICHIERS = 2_000
CHIFFREE = 1
TEXTES_PIECES = ("titre", "description", "texte_alternatif", "visibilite", "nom")
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError)
ILLISIBLE = "Ce fichier n’est pas l’archive d’un plan, ou il est abîmé."
ABIMEE = "L’archive est abîmée\u00a0: une de ses lignes ne convient pas."
NOTICE_TEXTE = """Ce ZIP est l’archive d’un plan d’actions, faite par Convive.

Il se reprend dans un espace dont le plan est vide : page « Télécharger » du plan, « Reprendre une archive ».
plan.json contient l’arbre, les actions avec tous leurs champs, les étapes, les budgets, les indicateurs, les météos,
les notes (internes comprises) et l’histoire des statuts ; pieces/ contient les documents joints aux actions.

N’y sont pas : les anciennes versions des textes, les réponses des pilotes, les vues gardées, les comptes des personnes.
"""


class ArchiveRefusee(ValueError):
    """A ZIP that is not the archive of a plan, or that someone tampered with; the message can be shown."""


@dataclass(frozen=True, slots=True)
class PieceLue:
    """A file of the archive, attached to the action of this rank."""

    fiche: int
    titre: str
    description: str
    texte_alternatif: str
    visibilite: str
    nom: str
    contenu: bytes


@dataclass(frozen=True, slots=True)
class ArchiveLue:
    """`lignes` and `externes` are lists of objects by model; their values are still to be checked, field by field."""

    espace: str
    ctg: str
    exporte_le: str
    lignes: Mapping[str, list[dict[str, Any]]]
    externes: Mapping[str, list[dict[str, Any]]]
    pieces: tuple[PieceLue, ...]
    laissees: tuple[str, ...]


def dump_archive(donnees: Mapping[str, Any], fichiers: Mapping[str, bytes]) -> bytes:
    """The bytes of the ZIP. The same data give the same bytes."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        textes = {DONNEES: json.dumps(donnees, ensure_ascii=False, sort_keys=True, indent=1), NOTICE: NOTICE_TEXTE}
        for nom, contenu in [*((n, t.encode()) for n, t in textes.items()), *fichiers.items()]:
            info = zipfile.ZipInfo(nom, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if nom.startswith(PIECES) else zipfile.ZIP_DEFLATED
            archive.writestr(info, contenu)
    return sortie.getvalue()


def read_archive(contenu: bytes) -> ArchiveLue:
    """Raise ArchiveRefusee for anything that `dump_archive` would not have made, before any of it is used."""
    if len(contenu) > MAX_OCTETS_ARCHIVE:
        raise ArchiveRefusee("L’archive est trop lourde.")
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            infos = _check_noms(archive)
            donnees = json.loads(_read(archive, infos[DONNEES], MAX_OCTETS_DONNEES))
            return _build(archive, infos, donnees)
    except ArchiveRefusee:
        raise
    except (*ERREURS_ZIP, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveRefusee(ILLISIBLE) from error


def _check_noms(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    noms = {info.filename: info for info in infos}
    is_connu = all(nom in (DONNEES, NOTICE) or nom.startswith(PIECES) for nom in noms)
    if len(infos) > MAX_FICHIERS or len(noms) != len(infos) or DONNEES not in noms or not is_connu:
        raise ArchiveRefusee(ILLISIBLE)
    if any(info.flag_bits & CHIFFREE for info in infos):
        raise ArchiveRefusee("L’archive est chiffrée.")
    return noms


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limite: int) -> bytes:
    """Whatever the summary says of its size, no more than `limite` is ever unfolded."""
    with archive.open(info) as flux:
        lu = flux.read(limite + 1)
    if len(lu) > limite:
        raise ArchiveRefusee("L’archive se déploie en un contenu démesuré.")
    return lu


def _build(archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], donnees: Any) -> ArchiveLue:
    if donnees["format"] != FORMAT:
        raise ArchiveRefusee(ILLISIBLE)
    if donnees["version"] != VERSION:
        raise ArchiveRefusee("Cette archive vient d’une version plus récente de Convive.")
    lignes, externes = _check_listes(donnees["lignes"]), _check_listes(donnees["externes"])
    if sum(map(len, lignes.values())) > MAX_LIGNES:
        raise ArchiveRefusee("L’archive contient trop de lignes.")
    reste, pieces = MAX_OCTETS_PIECES, []
    for row in donnees["pieces"]:
        lu = _read(archive, infos[row["fichier"]], reste)
        reste -= len(lu)
        if type(row["fiche"]) is not int:
            raise ArchiveRefusee(ILLISIBLE)
        textes = {cle: _check_texte(row[cle]) for cle in TEXTES_PIECES}
        pieces.append(PieceLue(fiche=row["fiche"], contenu=lu, **textes))
    laissees = tuple(_check_texte(nom) for nom in donnees["laissees"])
    espace, exporte_le = _check_texte(donnees["espace"]), _check_texte(donnees["exporte_le"])
    return ArchiveLue(espace, _check_texte(donnees["ctg"]), exporte_le, lignes, externes, tuple(pieces), laissees)


def _check_texte(valeur: Any) -> str:
    if not isinstance(valeur, str):
        raise ArchiveRefusee(ILLISIBLE)
    return valeur


def _check_listes(valeur: Any) -> dict[str, list[dict[str, Any]]]:
    if not isinstance(valeur, dict):
        raise ArchiveRefusee(ILLISIBLE)
    for rows in valeur.values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ArchiveRefusee(ILLISIBLE)
    return valeur
