"""Names of people and organisations, compared as one would by ear: accents, case, hyphens and order set aside."""

from rapidfuzz import fuzz

from convive.socle.noms import fold_nom

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
