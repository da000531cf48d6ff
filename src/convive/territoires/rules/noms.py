"""Names folded for search: what two people write differently for the same place becomes the same text."""

import re
import unicodedata
from dataclasses import dataclass

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
NI_LETTRE_NI_CHIFFRE = re.compile(r"[^a-z0-9]+")
ORDINAL = re.compile(r"\b(\d+)(?:ieme|eme|ere)\b")

# Kinds of groupings, at the head of a name, longest first.
TYPES_EPCI = (
    "communaute de communes",
    "communaute d agglomeration",
    "communaute d agglo",
    "communaute urbaine",
    "etablissement public territorial",
    "eurometropole",
    "agglomeration",
    "metropole",
    "communaute",
    "com com",
    "comcom",
    "agglo",
    "epci",
    "cdc",
    "ept",
    "cc",
    "ca",
    "cu",
)
DEBUT_TYPE = re.compile(rf"\A(?:{'|'.join(TYPES_EPCI)})(?: (?:de la|de l|du|des|de|d))? (?=\S)")
DEBUT_ARTICLE = re.compile(r"\A(?:les|le|la|l) (?=\S)")

MAX_LONGUEUR_RECHERCHE = 80
MAX_MOTS_RECHERCHE = 8
CODE_DEPARTEMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-59]|2[ab]|97[1-8]|98[4-9]")
CODE_PARTIEL = re.compile(r"\d{2,5}|2[AB]\d{0,3}")
SIREN = re.compile(r"(\d{9})(?:\d{5})?")


def build_mots(texte: str) -> str:
    """Lower case, without accents, ligatures or punctuation; « St » in full; one space between words."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", texte.translate(LIGATURES)).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    # Whatever is not a letter or a digit separates words: hyphens, dashes, straight and curly apostrophes.
    words = NI_LETTRE_NI_CHIFFRE.sub(" ", plain).split()
    return ORDINAL.sub(r"\1e", " ".join(SAINTS.get(word, word) for word in words))


def fold_nom(texte: str) -> str:
    """A name ready to be compared: `build_mots`, without what stands before the name itself.

    « L’Île-d'Yeu » → `ile d yeu`; « CC du Civraisien en Poitou » and « Communauté de communes du Civraisien en
    Poitou » → `civraisien en poitou`. Something always remains: « La », « Métropole » are kept as they are.
    Folding twice changes nothing.
    """
    mots = build_mots(texte)
    while True:
        shorter = DEBUT_ARTICLE.sub("", DEBUT_TYPE.sub("", mots))
        if shorter == mots:
            return mots
        mots = shorter


def is_nom_epci(texte: str) -> bool:
    """Whether what was typed begins with a kind of grouping: « cc civraisien », « métropole de Lyon »."""
    return DEBUT_TYPE.match(build_mots(texte)) is not None


@dataclass(frozen=True, slots=True)
class Requete:
    """What someone looks for. `code` for INSEE and postal codes (possibly their beginning), `siren` for nine digits,
    else `mots`; `departements` are those of the words that may be a département (« Saint-Denis 93 »).
    """

    texte: str
    code: str = ""
    siren: str = ""
    mots: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    veut_epci: bool = False

    @property
    def is_vide(self) -> bool:
        return not (self.code or self.siren or self.mots)

    @property
    def nom(self) -> str:
        """The words of the name alone."""
        return " ".join(mot for mot in self.mots if mot.upper() not in self.departements) or " ".join(self.mots)


def build_requete(texte: str) -> Requete:
    """Read what was typed in a search box; never fails, a text without letter or digit gives an empty request."""
    texte = " ".join(texte.split())[:MAX_LONGUEUR_RECHERCHE]
    compact = re.sub(r"[\s.\u202f\u00a0-]", "", texte).upper()
    if siren := SIREN.fullmatch(compact):
        return Requete(texte, siren=siren[1])
    if CODE_PARTIEL.fullmatch(compact):
        return Requete(texte, code=compact)
    mots = tuple(fold_nom(texte).split()[:MAX_MOTS_RECHERCHE])
    departements = tuple(mot.upper() for mot in mots[1:] if CODE_DEPARTEMENT.fullmatch(mot)) if len(mots) > 1 else ()
    return Requete(texte, mots=mots, departements=departements, veut_epci=is_nom_epci(texte))
