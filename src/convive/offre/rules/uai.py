"""The UAI, the official number of a school. Pure Python.

Seven digits and a check letter: the number modulo 23, in an alphabet without I, O or Q.
"""

import re

from convive.acteurs.rules.identifiants import IdentifiantInvalide, compact

TAILLE_UAI = 8
ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ"
FORME = re.compile(r"\d{7}[A-Z]")


def parse_uai(texte: str) -> str:
    """The eight characters of a UAI, or an empty string for an empty text. Raise IdentifiantInvalide."""
    uai = compact(texte)
    if not uai:
        return ""
    if not FORME.fullmatch(uai):
        raise IdentifiantInvalide(f"« {uai[:20]} » n’est pas un UAI : sept chiffres suivis d’une lettre.")
    if ALPHABET[int(uai[:7]) % len(ALPHABET)] != uai[7]:
        raise IdentifiantInvalide(f"L’UAI {uai} n’existe pas : un chiffre est faux, ou la lettre n’est pas la bonne.")
    return uai
