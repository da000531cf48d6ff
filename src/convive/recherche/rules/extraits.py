"""The words of a query in context: pieces of plain text, marked or not, which a template escapes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from convive.recherche.rules.francais import LIGATURES, SIGNES, compute_jetons, fold_accents
from convive.recherche.rules.requete import Requete

LONGUEUR_EXTRAIT = 240
MAX_MARQUES = 200
# The last letters of a stem may differ from those of the word: « communal » is the stem of « communaux ».
LETTRES_INCERTAINES = 2
POINTS = "…"


class _TablePliage(dict[int, str]):
    """Folds each character to exactly one, so that positions are the same in the folded text and in the original."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter.lower())[0] if letter not in "œŒæÆ" else letter.lower()
        self[code] = letter if len(plain) != 1 else plain
        return self[code]


_PLIAGE = _TablePliage()


@dataclass(frozen=True, slots=True)
class Fragment:
    texte: str
    marque: bool = False


@dataclass(frozen=True, slots=True)
class _Marque:
    debut: int
    fin: int
    terme: int


def build_titre(titre: str, requete: Requete) -> tuple[Fragment, ...]:
    """The whole title, with the words of the query marked."""
    return _build_fragments(titre, 0, len(titre), list(_find_marques(titre, requete)))


def build_extrait(texte: str, requete: Requete, longueur: int = LONGUEUR_EXTRAIT) -> tuple[Fragment, ...]:
    """The part of the text with the most words of the query close together, or its beginning if it has none."""
    marques = list(_find_marques(texte, requete))
    debut, fin = _choose_fenetre(len(texte), marques, longueur)
    debut, fin = _snap(texte, debut, fin, marques)
    fragments = _build_fragments(texte, debut, fin, marques)
    if debut > 0:
        fragments = (Fragment(f"{POINTS} "), *fragments)
    return (*fragments, Fragment(f" {POINTS}")) if fin < len(texte.rstrip()) else fragments


def _find_marques(texte: str, requete: Requete) -> Iterator[_Marque]:
    """Words of the text that match a term. A fast regular expression finds candidates; their tokens decide."""
    jetons: dict[str, int] = {}
    prefixes: dict[str, int] = {}
    for rank, terme in enumerate(requete.termes):
        for forme in terme.formes:
            for jeton in forme.jetons:
                (prefixes if forme.prefixe else jetons).setdefault(jeton, rank)
    if not jetons and not prefixes:
        return
    patterns = [_build_pattern(jeton, LETTRES_INCERTAINES) for jeton in jetons]
    patterns += [_build_pattern(prefixe, 0) for prefixe in prefixes]
    expression = re.compile(rf"(?<![^\W_])(?:{'|'.join(dict.fromkeys(patterns))})[^\W_]*")
    count = 0
    for found in expression.finditer(texte.translate(_PLIAGE)):
        mot = texte[found.start() : found.end()].lower().translate(SIGNES).translate(LIGATURES)
        mot = re.sub(r"[\s.]", "", mot)
        rank = next((jetons[jeton] for jeton in compute_jetons(mot) if jeton in jetons), -1)
        if rank < 0:
            plain = fold_accents(mot)
            rank = next((rank for prefixe, rank in prefixes.items() if plain.startswith(prefixe)), -1)
        if rank >= 0:
            yield _Marque(found.start(), found.end(), rank)
            count += 1
            if count == MAX_MARQUES:
                return


def _build_pattern(jeton: str, uncertain: int) -> str:
    if jeton.isdigit() and len(jeton) > 3:
        return r"[\s.]?".join(jeton)
    kept = jeton[: max(3, len(jeton) - uncertain)]
    return re.escape(kept).replace("oe", "(?:oe|œ)").replace("ae", "(?:ae|æ)")


def _choose_fenetre(length: int, marques: list[_Marque], longueur: int) -> tuple[int, int]:
    """The window with the most terms, then the most marks, then the earliest."""
    best, best_score = 0, (0, 0)
    for rank, first in enumerate(marques):
        inside = [marque for marque in marques[rank : rank + 30] if marque.fin <= first.debut + longueur * 3 // 4]
        score = (len({marque.terme for marque in inside}), len(inside))
        if score > best_score:
            best, best_score = first.debut, score
    debut = max(0, min(best - longueur // 4, length - longueur))
    return debut, min(length, debut + longueur)


def _snap(texte: str, debut: int, fin: int, marques: list[_Marque]) -> tuple[int, int]:
    """Move both ends to spaces, so that no word is cut; a text without spaces stays as it is."""
    if debut > 0 and (space := texte.find(" ", debut, debut + 30)) >= 0:
        debut = space + 1
    if fin < len(texte) and (space := texte.rfind(" ", fin - 30, fin)) > debut:
        fin = space
    for marque in marques:
        if marque.debut < debut < marque.fin:
            debut = marque.debut
        if marque.debut < fin < marque.fin:
            fin = marque.fin
    return debut, fin


def _build_fragments(texte: str, debut: int, fin: int, marques: list[_Marque]) -> tuple[Fragment, ...]:
    fragments, place = [], debut
    for marque in marques:
        if marque.debut < place or marque.fin > fin:
            continue
        fragments += [Fragment(texte[place : marque.debut]), Fragment(texte[marque.debut : marque.fin], marque=True)]
        place = marque.fin
    fragments.append(Fragment(texte[place:fin]))
    return tuple(fragment for fragment in fragments if fragment.texte)
