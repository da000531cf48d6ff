"""Names of people and organisations, compared as one would by ear: accents, case, hyphens and order set aside."""

import unicodedata

from rapidfuzz import fuzz

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " ", "-": " ", ".": " ", ",": " "})
# Words that everyone writes differently: they tell nothing apart.
MOTS_VIDES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "en", "sur", "a", "au", "aux"})
# Words that say the kind of organisation: two communes are not one because both are communes.
MOTS_COMMUNS = frozenset(
    {
        *("accueil", "agglomeration", "amicale", "association", "caf", "caisse", "ccas", "centre", "commune"),
        *("communaute", "communes", "comite", "creche", "departement", "ecole", "mairie", "maison", "msa"),
        *("service", "social", "syndicat", "ville"),
    }
)
# Two spellings of one name differ by a letter or two: « Bellegue » and « Beleguet ».
SEUIL_PROCHE = 88.0


def fold_nom(texte: str) -> str:
    """« L’Œuvre des Trois-Gués » becomes « oeuvre trois gues »: small letters, no accent, no empty word."""
    plain = unicodedata.normalize("NFKD", texte.casefold().translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in letters.split() if word not in MOTS_VIDES]
    return " ".join(words or letters.split())


def fold_personne(prenom: str, nom: str) -> str:
    """First name and name in one alphabetical order: whichever comes first, the person is the same."""
    return " ".join(sorted(fold_nom(f"{prenom} {nom}").split()))


def get_mots_distinctifs(nom: str) -> list[str]:
    """The words of a folded name that tell it from others; all of them when none does."""
    words = nom.split()
    return [word for word in words if word not in MOTS_COMMUNS] or words


def are_proches(gauche: str, droite: str) -> bool:
    """Whether two folded names are likely two spellings of one: a number that differs tells them apart."""
    left, right = get_mots_distinctifs(gauche), get_mots_distinctifs(droite)
    if [word for word in left if word.isdigit()] != [word for word in right if word.isdigit()]:
        return False
    return fuzz.ratio(" ".join(left), " ".join(right), score_cutoff=SEUIL_PROCHE) > 0
