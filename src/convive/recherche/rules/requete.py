"""Parses what someone typed in the search box: words, phrases in quotation marks, words to exclude."""

import re
from dataclasses import dataclass, replace

from convive.recherche.rules.francais import (
    MOTS_DE_QUESTION,
    MOTS_VIDES,
    PARTIE,
    Mot,
    clean_texte,
    compute_jetons,
    fold_accents,
    join_nombres,
    normalize_signes,
    parse_mots,
)

MAX_LONGUEUR, MAX_TERMES = 200, 12
MIN_PREFIXE = 3
# While somebody is typing, « conventionn » must find « convention »: up to this many letters may follow the stem.
MAX_LETTRES_APRES_RADICAL, MIN_RADICAL = 4, 4
JETONS_DE_QUESTION = frozenset(compute_jetons(mot)[0] for mot in MOTS_DE_QUESTION)
GUILLEMETS = str.maketrans(dict.fromkeys("«»“”„″", '"'))
MORCEAU = re.compile(r'(?P<exclu>(?<!\S)-(?=["\w]))?(?:"(?P<phrase>[^"]*)"?|(?P<mot>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Forme:
    """Consecutive tokens; with `prefixe`, the last one is only the beginning of a token."""

    jetons: tuple[str, ...]
    prefixe: bool = False


@dataclass(frozen=True, slots=True)
class Terme:
    """A word or phrase to find, in any of its forms; `texte` is what was typed."""

    texte: str
    formes: tuple[Forme, ...]


@dataclass(frozen=True, slots=True)
class Requete:
    """All `termes` must be present and none of `exclus`; with `un_seul_suffit`, one of the `termes` is enough."""

    texte: str
    termes: tuple[Terme, ...] = ()
    exclus: tuple[Terme, ...] = ()
    un_seul_suffit: bool = False

    @property
    def is_vide(self) -> bool:
        """Whether there is nothing to look for: no letter, only stop words, or only words to exclude."""
        return not self.termes

    def with_un_seul_mot(self) -> "Requete":
        return replace(self, un_seul_suffit=True)


def build_requete(texte: str, *, en_frappe: bool = False) -> Requete:
    """Parse a query; never fails, whatever the characters. `en_frappe`: the last word is still being typed."""
    texte = clean_texte(texte[: 2 * MAX_LONGUEUR])[:MAX_LONGUEUR]
    read = join_nombres(texte.translate(GUILLEMETS))
    termes: list[tuple[Terme, bool]] = []
    exclus: list[Terme] = []
    for morceau in MORCEAU.finditer(read):
        if morceau["phrase"] is not None:
            found = _build_phrase(morceau["phrase"])
        else:
            # A space or punctuation after the last word means that it is complete.
            is_dernier = morceau.end() == len(read) and read[-1].isalnum() and not morceau["exclu"]
            found = _build_mots(morceau["mot"], prefixe=is_dernier, en_frappe=en_frappe)
        if morceau["exclu"]:
            exclus += [terme for terme, _ in found]
        else:
            termes += found
    # « où est la crèche ? »: drop the words that only form a question, if others remain.
    kept = [terme for terme, is_question in termes if not is_question] or [terme for terme, _ in termes]
    return Requete(" ".join(texte.split()), tuple(kept[:MAX_TERMES]), tuple(exclus[:MAX_TERMES]))


def _build_phrase(texte: str) -> list[tuple[Terme, bool]]:
    """Consecutive words in this order; a phrase of one word only matches the complete word."""
    jetons = tuple(jeton for mot in parse_mots(texte) for jeton in mot.jetons if jeton not in MOTS_VIDES)
    return [(Terme(texte.strip(), (Forme(jetons),)), False)] if jetons else []


def _build_mots(texte: str, *, prefixe: bool, en_frappe: bool) -> list[tuple[Terme, bool]]:
    mots = [mot for mot in parse_mots(texte) if any(jeton not in MOTS_VIDES for jeton in mot.jetons)]
    found = []
    for rank, mot in enumerate(mots):
        is_dernier = prefixe and rank == len(mots) - 1
        formes = _build_formes(mot)
        if is_dernier:
            formes += _build_prefixes(mot, texte, en_frappe=en_frappe)
        is_question = len(mot.jetons) == 1 and mot.jetons[0] in JETONS_DE_QUESTION
        found.append((Terme(texte, tuple(dict.fromkeys(formes))), is_question))
    return found


def _build_formes(mot: Mot) -> list[Forme]:
    return [Forme(tuple(j for j in mot.jetons if j not in MOTS_VIDES)), *(Forme((v,)) for v in mot.variantes)]


def _build_prefixes(mot: Mot, texte: str, *, en_frappe: bool) -> list[Forme]:
    """The last word as a prefix; while it is being typed, also the stems that it may already have passed."""
    debut = fold_accents(PARTIE.findall(normalize_signes(texte))[-1])
    avant = mot.jetons[:-1]
    formes = (
        [Forme((*avant, debut), prefixe=True)] if len(debut) >= MIN_PREFIXE or (en_frappe and len(debut) > 1) else []
    )
    if en_frappe:
        shortest = max(MIN_RADICAL, len(debut) - MAX_LETTRES_APRES_RADICAL)
        formes += [Forme((*avant, debut[:length])) for length in range(shortest, len(debut))]
    return formes
