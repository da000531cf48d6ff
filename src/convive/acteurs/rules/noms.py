"""Names of people and organisations, compared as one would by ear: accents, case, hyphens and order set aside."""

import unicodedata
from difflib import SequenceMatcher

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "-": " ", ".": " ", ",": " "})
# Words that say the kind of organisation, or that everyone writes differently: they tell nothing apart.
MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "sur", "a", "au", "aux"})
# Two spellings of one name differ by a letter or two: « Bellegue » and « Beleguet ».
SEUIL_PROCHE = 0.88


def fold_nom(texte: str) -> str:
    """« L’Œuvre des Trois-Gués » becomes « oeuvre trois gues »: small letters, no accent, no empty word."""
    plain = unicodedata.normalize("NFKD", texte.casefold().translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in letters.split() if word not in MOTS_VIDES]
    return " ".join(words or letters.split())


def fold_personne(prenom: str, nom: str) -> str:
    """First name and name in one alphabetical order: whichever comes first, the person is the same."""
    return " ".join(sorted(fold_nom(f"{prenom} {nom}").split()))


def are_proches(gauche: str, droite: str) -> bool:
    """Whether two folded names are likely two spellings of one."""
    if gauche == droite:
        return True
    matcher = SequenceMatcher(None, gauche, droite, autojunk=False)
    # The two quick measures are upper bounds: most pairs stop there.
    return (
        matcher.real_quick_ratio() >= SEUIL_PROCHE
        and matcher.quick_ratio() >= SEUIL_PROCHE
        and matcher.ratio() >= SEUIL_PROCHE
    )
