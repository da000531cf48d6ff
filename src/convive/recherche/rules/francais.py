"""Normalisation of French words: « Crèches », « creche » and « la crèche » become the same token.

A text is read word by word. Each word gives a *jeton*, its stem without accents, kept in order so that phrases can be
found, and sometimes *variantes*, other spellings. Texts and queries go through the same functions.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

# To be increased whenever the same text would give different tokens: an index of an older version is then rebuilt.
VERSION_ANALYSE = 2
# Longer titles and bodies are cut, in characters: a whole book would otherwise be one row of the index.
MAX_TITRE, MAX_CORPS = 500, 100_000
MAX_LONGUEUR_MOT = 64

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
SIGNES = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´′", "'"),
        **dict.fromkeys("‐‑\u2212", "-"),
        # No-break spaces become spaces; soft hyphens and zero-width characters are removed.
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
        **dict.fromkeys("\u00ad\u200b\ufeff"),
    }
)
# « élu·e·s », « coordonnateur·rice », « élu(e)s »: only the first form is kept.
POINT_MEDIAN = re.compile(r"(?<=\w)[·‧•⋅]\w+")
PARENTHESE = re.compile(r"(?<=\w)\((?:e|s|es|ne|nes|ère|ères|rice|rices|trice|trices|euse|euses)\)s?")
SIGLE_POINTE = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
# « 1 500 » and « 200 070 035 00012 » are one number.
NOMBRE_ESPACE = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}(?:[ .]\d{3})+(?: \d{5})?(?!\d)")
AUJOURD_HUI = re.compile(r"\baujourd'hui\b")
# Words joined by punctuation: « après-midi », « l'enfance », « mairie@exemple.fr », « 12,5 ».
COMPOSE = re.compile(r"[^\W_]+(?:(?:['.@-]|(?<=\d),(?=\d))[^\W_]+)*")
PARTIE = re.compile(r"[^\W_]+")
NI_LETTRE_NI_CHIFFRE = re.compile(r"[\W_]+")
ORDINAL = re.compile(r"(\d+)(?:er|ere|re|e|eme|ieme|nd|nde)")


def _list_mots(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


ELISIONS = _list_mots("l d j m t s c n qu lorsqu puisqu jusqu quoiqu")
ABREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# Stop words. Not « pas », « plus », « sans »: each may be essential to a query.
MOTS_VIDES = _list_mots("""
    a au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur leurs lui ma me mes moi
    mon ne nos notre nous on ou par pour qu que qui sa se ses si sur ta te tes toi ton tu un une vos votre vous y
""")
# « Où est la crèche ? »: words that only form a question, dropped if other words remain.
MOTS_DE_QUESTION = _list_mots("""
    bonjour cherche chercher combien comment est ici merci pourquoi quand quel quelle quelles quels quoi sont svp trouve
    trouver voir
""")
# Plurals that the stemmer misses; and « café » must not become « Caf ».
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
# Already singular, in spite of the last letter.
INVARIABLES = _list_mots("acces alors apres bus corps cours fois jamais moins mois pays temps tiers tres")

_stemmer = snowballstemmer.stemmer("french")
# A stemmer stores the word that it is working on, so only one thread may use it at a time.
_stemmer_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Mot:
    """One word of a text: its tokens in order (several for « après-midi »), and its other spellings."""

    jetons: tuple[str, ...]
    variantes: tuple[str, ...]


def fold_accents(texte: str) -> str:
    """Lower case, without accents or ligatures; folding twice changes nothing."""
    # Twice: mathematical letters only become ordinary ones, which can be lower-cased, after the first pass.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", texte).casefold().translate(LIGATURES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _stem(mot: str) -> str:
    with _stemmer_lock:
        stem = fold_accents(_stemmer.stemWord(mot))
    # « danse » is not « dans »: a meaningful word is kept whole if its stem is a stop word.
    return fold_accents(mot) if stem in MOTS_VIDES else stem


def _singularize(mot: str) -> str:
    """Drop the plural and feminine endings that are always safe to drop; the stemmer alone would keep « élus »."""
    if mot in INVARIABLES or len(mot) < 4:
        return mot
    mot = mot[:-1] if mot.endswith("s") and not mot.endswith("ss") else mot
    return mot[:-1] if mot.endswith(("ee", "ue")) and len(mot) > 3 and not mot.endswith("que") else mot


@lru_cache(maxsize=200_000)
def compute_jetons(mot: str) -> tuple[str, ...]:
    """The token of a lower-case word, then its variant if its accents change the stem.

    « parentalité » → `parentalit`, which « PARENTALITE » also gives, and `parental`, which « parental » gives too.
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
    """The text as stored and shown: composed letters (NFC), and no control characters, some of which PostgreSQL
    refuses."""
    texte = unicodedata.normalize("NFC", texte)
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in texte)


def normalize_signes(texte: str) -> str:
    """Lower case, with accents; apostrophes, hyphens, acronyms, numbers and inclusive writing get a single form."""
    # NFKC also expands « ½ », « ﬁ » and « 1ᵉʳ ».
    texte = unicodedata.normalize("NFKC", texte).lower().translate(SIGNES).translate(LIGATURES)
    texte = PARENTHESE.sub("", POINT_MEDIAN.sub("", texte))
    texte = SIGLE_POINTE.sub(lambda found: found[0].replace(".", ""), texte)
    return AUJOURD_HUI.sub("aujourdhui", join_nombres(texte))


def join_nombres(texte: str) -> str:
    """Remove the spaces of « 200 070 035 », since people also write it without them."""
    return NOMBRE_ESPACE.sub(lambda found: re.sub(r"[ .]", "", found[0]), texte.translate(SIGNES))


def parse_mots(texte: str) -> Iterator[Mot]:
    """The words of a text in order, stop words included."""
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
    """What is indexed of a text: its tokens in order, without stop words, then each variant once."""
    jetons: list[str] = []
    variantes: dict[str, None] = {}
    for mot in parse_mots(texte):
        jetons += [jeton for jeton in mot.jetons if jeton not in MOTS_VIDES]
        variantes |= dict.fromkeys(mot.variantes)
    return " ".join([*jetons, *variantes])
