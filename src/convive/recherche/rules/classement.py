"""The order of the results: computed from the texts alone, so that it is the same on every database.

How often a word occurs in other texts does not count: that would reveal texts that the person may not open.
"""

from dataclasses import dataclass

from convive.recherche.rules.requete import Forme, Requete, Terme

# Ranking reads only this many characters: the beginning of a text is enough.
MAX_LU = 4_000
# As in BM25: a word repeated ten times is hardly worth more than three times, and less in a long text than in a short
# one. LONGUEUR_MOYENNE is in characters.
SATURATION, LONGUEUR_MOYENNE, POIDS_LONGUEUR = 1.2, 600, 0.75
BONUS_PHRASE = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Rang:
    """Sort by descending rank: first the number of terms in the title, then the whole phrase there, then the body."""

    termes_titre: int
    phrase_titre: bool
    corps: float


def compute_rang(titre_index: str, corps_index: str, requete: Requete) -> Rang:
    """The rank of a text, given its tokens as built by `build_texte_index`."""
    titre, corps = f" {titre_index} ", f" {corps_index[:MAX_LU]} "
    phrase = _build_phrase(requete)
    norme = SATURATION * (1 - POIDS_LONGUEUR + POIDS_LONGUEUR * len(corps) / LONGUEUR_MOYENNE)
    counts = [_count(terme, corps) for terme in requete.termes]
    score = sum(count / (count + norme) for count in counts)
    return Rang(
        sum(_count(terme, titre) > 0 for terme in requete.termes),
        phrase in titre if phrase else False,
        round(score + (BONUS_PHRASE if phrase and phrase in corps else 0), 6),
    )


def is_reponse(titre_index: str, corps_index: str, requete: Requete) -> bool:
    """Whether a text that is in no index matches, by the same rules as the engines."""
    texte = f" {titre_index}  {corps_index} "
    found = [_count(terme, texte) > 0 for terme in requete.termes]
    if not found or any(_count(terme, texte) for terme in requete.exclus):
        return False
    return any(found) if requete.un_seul_suffit else all(found)


def _build_phrase(requete: Requete) -> str:
    """The tokens of the query as one phrase; empty if there is only one."""
    jetons = [jeton for terme in requete.termes for jeton in terme.formes[0].jetons]
    return f" {' '.join(jetons)} " if len(jetons) > 1 else ""


def _count(terme: Terme, texte: str) -> int:
    return max(_count_forme(forme, texte) for forme in terme.formes)


def _count_forme(forme: Forme, texte: str) -> int:
    return texte.count(f" {' '.join(forme.jetons)}" + ("" if forme.prefixe else " "))
