"""Numbers that identify an organisation: SIREN, SIRET, RNA. Pure Python.

A SIREN has nine digits, of which the last is a check digit (Luhn); a SIRET has five more, checked the same way over
the fourteen, except those of La Poste, whose digits add up to a multiple of five. An RNA number is « W » and nine
digits or capital letters after its département (source: Insee and the ministry of the Interior).
"""

import re

TAILLE_SIREN, TAILLE_SIRET, TAILLE_RNA = 9, 14, 10
SIREN_LA_POSTE = "356000000"
SEPARATEURS = re.compile(r"[\s.\-\u00a0\u202f]")
FORME_RNA = re.compile(r"W\d[0-9A-Z]{2}\d{6}")


class IdentifiantInvalide(ValueError):
    """A number that cannot exist; the message says why, and can be shown."""


def compact(texte: str) -> str:
    """What people type with spaces, dots or dashes, without them, in capital letters."""
    return SEPARATEURS.sub("", texte).upper()


def parse_siren(texte: str) -> str:
    """The nine digits of a SIREN, or nothing for an empty text. Raise IdentifiantInvalide."""
    siren = _parse_chiffres(texte, TAILLE_SIREN, "SIREN")
    if siren and not _has_cle_luhn(siren):
        raise IdentifiantInvalide(f"Le SIREN {siren} n’existe pas : un chiffre est faux, ou deux sont inversés.")
    return siren


def parse_siret(texte: str) -> str:
    """The fourteen digits of a SIRET, or nothing for an empty text. Raise IdentifiantInvalide."""
    siret = _parse_chiffres(texte, TAILLE_SIRET, "SIRET")
    if siret and not (_has_cle_luhn(siret) or _is_de_la_poste(siret)):
        raise IdentifiantInvalide(f"Le SIRET {siret} n’existe pas : un chiffre est faux, ou deux sont inversés.")
    return siret


def parse_rna(texte: str) -> str:
    """The ten characters of an RNA number, or nothing for an empty text. Raise IdentifiantInvalide."""
    rna = compact(texte)
    if rna and not FORME_RNA.fullmatch(rna):
        raise IdentifiantInvalide(f"« {rna[:20]} » n’est pas un numéro RNA : W suivi de neuf caractères, W861000123.")
    return rna


def get_siren(siret: str) -> str:
    return siret[:TAILLE_SIREN]


def _parse_chiffres(texte: str, taille: int, nom: str) -> str:
    chiffres = compact(texte)
    if not chiffres:
        return ""
    if not (chiffres.isascii() and chiffres.isdigit()):
        raise IdentifiantInvalide(f"Un {nom} n’a que des chiffres.")
    if len(chiffres) != taille:
        raise IdentifiantInvalide(f"Un {nom} a {taille} chiffres ; celui-ci en a {len(chiffres)}.")
    return chiffres


def _has_cle_luhn(chiffres: str) -> bool:
    total = 0
    for rank, chiffre in enumerate(reversed(chiffres)):
        value = int(chiffre) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_de_la_poste(siret: str) -> bool:
    return siret.startswith(SIREN_LA_POSTE) and sum(map(int, siret)) % 5 == 0
