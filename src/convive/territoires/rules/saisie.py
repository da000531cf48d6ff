"""Lists of communes as people paste them: codes or names, one a line, or columns of a spreadsheet."""

import re
from dataclasses import dataclass

from convive.territoires.rules.noms import build_mots

# 4 digits: a spreadsheet has eaten the leading zero of a code of Ain to Ariège (« 1001 »).
CODE = re.compile(r"\d{4,5}|2[ABab]\d{3}|\d{9}")
SEPARATEURS_CELLULES = re.compile(r"[;\t]|,(?=\s*(?:\d|2[ABab]\d|\"))|(?<=\d),|(?<=\"),")
SEPARATEURS_CODES = re.compile(r"[\s,;\t]+")
NOM_ET_DEPARTEMENT = re.compile(r"(.+?)\s*(?:\(\s*(\w{2,3})\s*\)|\s(\d{2,3}|2[ABab]))")
TITRES_DE_COLONNES = """
    code codes insee siren codgeo depcom com libgeo officiel geographique
    commune communes nom noms libelle liste de des du la les
"""
MOTS_ENTETE = frozenset(TITRES_DE_COLONNES.split())
MAX_LIGNES = 2_500
MAX_LONGUEUR_LIGNE = 200


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """What one line designates: a code (INSEE on 5 characters, or SIREN), a name, or both; `departement` is the hint
    written after a name, « Saint-Denis (93) ». `is_zero_ajoute`: the code had lost its first zero.
    """

    numero: int
    texte: str
    code: str = ""
    nom: str = ""
    departement: str = ""
    is_zero_ajoute: bool = False


def parse_communes(texte: str) -> tuple[LigneSaisie, ...]:
    """Read each line; empty lines and lines of headings are skipped, line numbers stay those of the text.

    A line of codes only gives them all; in a line of cells the first code counts, so that a population or a postal
    code further on is not read as a commune.
    """
    lignes: list[LigneSaisie] = []
    for numero, brute in enumerate(texte.splitlines(), start=1):
        ligne = brute.strip().strip("\ufeff").strip()[:MAX_LONGUEUR_LIGNE]
        if not re.search(r"\w", ligne) or _is_entete(ligne):
            continue
        parts = [part for part in SEPARATEURS_CODES.split(ligne) if part]
        if all(CODE.fullmatch(part) for part in parts):
            lignes += [_build_ligne(numero, part, part, "") for part in parts]
        else:
            lignes.append(_build_ligne_mixte(numero, ligne))
    return tuple(lignes)


def _is_entete(ligne: str) -> bool:
    """A cell made of headings only (« code_insee », « Nom de la commune »), and no code in the line."""
    cells = [build_mots(cell.replace("_", " ")).split() for cell in re.split(r"[;,\t]", ligne)]
    has_code = any(CODE.fullmatch(mot) for cell in cells for mot in cell)
    return not has_code and any(cell and MOTS_ENTETE.issuperset(cell) for cell in cells)


def _build_ligne_mixte(numero: int, ligne: str) -> LigneSaisie:
    cells = [cell.strip().strip('"').strip() for cell in SEPARATEURS_CELLULES.split(ligne)]
    cells = [cell for cell in cells if cell]
    code = next((cell for cell in cells if CODE.fullmatch(cell)), "")
    nom = next((cell for cell in cells if re.search(r"[^\W\d_]", cell) and not CODE.fullmatch(cell)), "")
    if not code and (start := re.match(rf"({CODE.pattern})\s+[-–:]?\s*(\D.*)", nom)):
        code, nom = start[1], start[2]
    return _build_ligne(numero, ligne, code, nom)


def _build_ligne(numero: int, texte: str, code: str, nom: str) -> LigneSaisie:
    if len(code) == 4 and code.isdigit():
        return LigneSaisie(numero, texte, f"0{code}", nom, is_zero_ajoute=True)
    departement = ""
    if nom and not code and (hint := NOM_ET_DEPARTEMENT.fullmatch(nom)):
        nom, departement = hint[1], (hint[2] or hint[3]).upper()
    return LigneSaisie(numero, texte, code.upper(), nom, departement)


def build_ligne_code(numero: int, texte: str) -> LigneSaisie:
    """A line that should be a code; anything else stays as it is, to be refused by name."""
    return _build_ligne(numero, texte, texte.strip().upper(), "")


def decode_fichier(contenu: bytes) -> str:
    """Text of a file saved by a spreadsheet: UTF-8 with or without mark, else the Windows code page of France.

    Raise ValueError for a file that is not text, such as a workbook.
    """
    if b"\0" in contenu or contenu.startswith(b"PK\x03\x04"):
        raise ValueError("not a text file")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")
