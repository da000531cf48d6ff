"""French words made comparable: « Crèches », « creche » and « la crèche » become the same token.

A text is read word by word; each word gives a *jeton*, its stem without accents, kept in order so that phrases can be
found, and sometimes *variantes*, other ways of writing it. Texts and questions go through the same functions.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# Changes whenever the same text would give other tokens: the index of an older version is built again.
VERSION_ANALYSE = 2
# What is longer is not indexed: it would be the text of a whole book, and one row of the index.
MAX_TITRE, MAX_CORPS = 500, 100_000
MAX_LONGUEUR_MOT = 64

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
SIGNES = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´′", "'"),
        **dict.fromkeys("‐‑\u2212", "-"),
        # No-break spaces are spaces; the hyphen that only shows at the end of a line does not exist.
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        **dict.fromkeys("\u00ad\u200b\ufeff"),
    }
)
# « élu·e·s », « coordonnateur·rice », « élu(e)s »: the first form stands for all.
POINT_MEDIAN = re.compile(r"(?<=\w)[·‧•⋅]\w+")
PARENTHESE = re.compile(r"(?<=\w)\((?:e|s|es|ne|nes|ère|ères|rice|rices|trice|trices|euse|euses)\)s?")
SIGLE_POINTE = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
# « 1 500 » and « 200 070 035 00012 » are one number.
NOMBRE_ESPACE = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}(?:[ .]\d{3})+(?: \d{5})?(?!\d)")
AUJOURD_HUI = re.compile(r"\baujourd'hui\b")
# A word, with what holds it to the next one: « après-midi », « l'enfance », « mairie@exemple.fr », « 12,5 ».
COMPOSE = re.compile(r"[^\W_]+(?:(?:['.@-]|(?<=\d),(?=\d))[^\W_]+)*")
PARTIE = re.compile(r"[^\W_]+")
NI_LETTRE_NI_CHIFFRE = re.compile(r"[\W_]+")
ORDINAL = re.compile(r"(\d+)(?:er|ere|re|e|eme|ieme|nd|nde)")


def _list_mots(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


ELISIONS = _list_mots("l d j m t s c n qu lorsqu puisqu jusqu quoiqu")
ABREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# Words that say nothing of what a text is about. Not « pas », « plus », « sans »: each can carry the question.
MOTS_VIDES = _list_mots("""
    a au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur leurs lui ma me mes moi
    mon ne nos notre nous on ou par pour qu que qui sa se ses si sur ta te tes toi ton tu un une vos votre vous y
""")
# « Où est la crèche ? »: words of a question, left out when others remain.
MOTS_DE_QUESTION = _list_mots("""
    bonjour cherche chercher combien comment est ici merci pourquoi quand quel quelle quelles quels quoi sont svp trouve
    trouver voir
""")
# Plurals that the stemmer does not know; and « café » is not « Caf ».
EXCEPTIONS = {
    "travaux": "travail",
    "yeux": "oeil",
    "baux": "bail",
    "cafe": "cafe",
    "maux": "mal",
    **{
        f"{mot}x": mot
        for mot in _list_mots("adieu bijou caillou cheveu chou enjeu feu genou jeu lieu milieu neveu voeu")
    },
}
# Already in the singular, whatever the last letter says.
INVARIABLES = _list_mots("acces alors apres bus corps cours fois jamais moins mois pays temps tiers tres")

_stemmer = snowballstemmer.stemmer("french")
# A stemmer keeps the word that it works on: one thread at a time.
_stemmer_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Mot:
    """One word of a text: its tokens in order (several for « après-midi »), and other ways of writing it."""

    jetons: tuple[str, ...]
    variantes: tuple[str, ...]


def fold_accents(texte: str) -> str:
    """Lower case, without accents nor ligatures; folding twice changes nothing."""
    # Twice: small letters of the mathematical alphabets only show after the first time.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", texte).casefold().translate(LIGATURES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _stem(mot: str) -> str:
    with _stemmer_lock:
        stem = fold_accents(_stemmer.stemWord(mot))
    # « danse » is not « dans »: a word that says something stays whole when its stem would say nothing.
    return fold_accents(mot) if stem in MOTS_VIDES else stem


def _singularize(mot: str) -> str:
    """Plural and feminine marks that are always safe to drop; the stemmer alone keeps « élus »."""
    if mot in INVARIABLES or len(mot) < 4:
        return mot
    mot = mot[:-1] if mot.endswith("s") and not mot.endswith("ss") else mot
    return mot[:-1] if mot.endswith(("ee", "ue")) and len(mot) > 3 and not mot.endswith("que") else mot


@lru_cache(maxsize=200_000)
def compute_jetons(mot: str) -> tuple[str, ...]:
    """The token of a lower-case word, then its variant when its accents change the stem.

    « parentalité » → `parentalit`, which « PARENTALITE » also gives, and `parental`, which joins it to « parental ».
    """
    plain = NI_LETTRE_NI_CHIFFRE.sub("", fold_accents(mot))[:MAX_LONGUEUR_MOT]
    if not plain:
        return ()
    plain = ABREVIATIONS.get(plain, plain)
    if plain in MOTS_VIDES:
        return (plain,)
    if ordinal := ORDINAL.fullmatch(plain):
        return (f"{ordinal[1]}e",)
    singular = _singularize(plain)
    if singular in EXCEPTIONS:
        return (EXCEPTIONS[singular],)
    if len(singular) < 3 or singular.isdigit():
        return (singular,)
    jeton = _stem(singular)
    if mot == plain:
        return (jeton,)
    variante = _stem(_singularize(mot[:MAX_LONGUEUR_MOT]) if singular != plain else mot[:MAX_LONGUEUR_MOT])
    return (jeton,) if variante == jeton else (jeton, variante)


def clean_texte(texte: str) -> str:
    """The text as it is kept and shown: composed letters, no control character, which PostgreSQL would refuse."""
    texte = unicodedata.normalize("NFC", texte)
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in texte)


def normalize_signes(texte: str) -> str:
    """Lower case with its accents; apostrophes, hyphens, acronyms, numbers and inclusive writing in one form."""
    # NFKC also opens « ½ », « ﬁ » and « 1ᵉʳ ».
    texte = unicodedata.normalize("NFKC", texte).lower().translate(SIGNES).translate(LIGATURES)
    texte = PARENTHESE.sub("", POINT_MEDIAN.sub("", texte))
    texte = SIGLE_POINTE.sub(lambda found: found[0].replace(".", ""), texte)
    return AUJOURD_HUI.sub("aujourdhui", join_nombres(texte))


def join_nombres(texte: str) -> str:
    """« 200 070 035 » in one word, as people write it elsewhere."""
    return NOMBRE_ESPACE.sub(lambda found: re.sub(r"[ .]", "", found[0]), texte.translate(SIGNES))


def parse_mots(texte: str) -> Iterator[Mot]:
    """The words of a text in order, empty words included."""
    for compose in COMPOSE.finditer(normalize_signes(texte)):
        parts = PARTIE.findall(compose[0])
        while len(parts) > 1 and parts[0] in ELISIONS:
            parts = parts[1:]
        jetons: list[str] = []
        variantes: list[str] = []
        for part in parts:
            found = compute_jetons(part)
            jetons += found[:1]
            variantes += found[1:]
        if len(parts) > 1 and "-" in compose[0]:
            # « multi-accueil » is also written in one word.
            variantes += compute_jetons("".join(parts))
        if jetons:
            yield Mot(tuple(jetons), tuple(variantes))


def build_texte_index(texte: str) -> str:
    """What the index keeps of a text: its tokens in order without the empty words, then its variants, once each."""
    jetons: list[str] = []
    variantes: dict[str, None] = {}
    for mot in parse_mots(texte):
        jetons += [jeton for jeton in mot.jetons if jeton not in MOTS_VIDES]
        variantes |= dict.fromkeys(mot.variantes)
    return " ".join([*jetons, *variantes])
