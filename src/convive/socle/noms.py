"""Names as people write them, compared whatever their accents, case, hyphens and small words. Pure Python."""

import unicodedata
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "-": " ", ".": " ", ",": " "})
# Words that everyone writes differently: they tell nothing apart.
MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "sur", "a", "au", "aux"})


# A page compares the same names again and again: those of a directory, of its communes, of its columns.
@lru_cache(maxsize=20_000)
def fold_nom(texte: str) -> str:
    """« L’Œuvre des Trois-Gués » becomes « oeuvre trois gues »: small letters, no accent, no empty word."""
    plain = unicodedata.normalize("NFKD", texte.casefold().translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in letters.split() if word not in MOTS_VIDES]
    return " ".join(words or letters.split())
