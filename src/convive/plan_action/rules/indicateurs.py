"""What the words of an indicator let one say of it. Pure Python."""

import re

PERSONNES = (
    *("adherent", "adolescent", "aidant", "assistant", "assistante", "benevole", "enfant", "famille", "habitant"),
    *("habitante", "jeune", "parent", "participant", "participante", "personne", "professionnel", "usager"),
)
CHANGEMENTS = (
    r"disent\b", r"disant\b", r"declar", r"apres\b", r"encore\b", r"grace\b", r"aupara", r"gard",
    r"qui.ont\b", r"trouv", r"ouvert", r"reloge", r"renonc", r"mieux\b", r"davantage\b", r"pris\b",
    r"prise\b", r"aucun", r"n’avai", r"ne.frequent", r"n’all", r"sans.(?:reponse|solution)", r"sach",
    r"connaiss", r"attente\b", r"en.emploi\b", r"renvoye", r"reorient", r"venant.d’une\b",
    r"situation.de.handicap\b", r"bas.quotient\b", r"un.lieu.du.livret\b", r"un.an\b",
    r"moins.de.\w+.minutes",
)  # fmt: skip
"""What announces a state before and a state after, or who was left out and no longer is."""
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüç'", "aaaeeeeiioouuuc’")
_PERSONNES = re.compile(rf"\b(?:{'|'.join(PERSONNES)})s?\b")
_CHANGEMENTS = re.compile(rf"\b(?:{'|'.join(CHANGEMENTS)})")


def is_frequentation(libelle: str, unite: str) -> bool:
    """Whether it counts people who came or were seen, with no word of what became different for them."""
    mots = libelle.casefold().translate(_ACCENTS)
    compte = unite.casefold().translate(_ACCENTS)
    if _CHANGEMENTS.search(mots):
        return False
    return bool(_PERSONNES.search(compte) or (compte in ("", "%") and _PERSONNES.match(mots)))
