"""Comparison of names that ignores accents, case, hyphens and small words. Pure Python."""

import unicodedata
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "-": " ", ".": " ", ",": " "})
# Small words that people write or leave out as they like: they do not distinguish two names.
MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "sur", "a", "au", "aux"})


# Cached because a page compares the same names again and again: those of a directory, of communes, of columns.
@lru_cache(maxsize=20_000)
def fold_nom(texte: str) -> str:
    """« L’Œuvre des Trois-Gués » becomes « oeuvre trois gues »: lower case, no accents, no small words."""
    plain = unicodedata.normalize("NFKD", texte.casefold().translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in letters.split() if word not in MOTS_VIDES]
    return " ".join(words or letters.split())
