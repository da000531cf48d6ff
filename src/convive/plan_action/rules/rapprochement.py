"""Which card of the directory a name of a file is, and which publics its words are. Pure Python.

Only a whole and lonely match is proposed by itself; anything else is for a person to choose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from convive.plan_action.rules.plan import NOMS_NIVEAUX, PUBLICS
from convive.socle.noms import fold_nom

CIVILITES = frozenset({"m", "mr", "mme", "mlle", "madame", "monsieur", "dr", "docteur"})
MAX_PROPOSEES = 5
RESSEMBLANCE = 82.0
ALIAS_PUBLICS = {
    "tout petits": "tout_petits", "0 3 ans": "tout_petits", "enfants 0 3 ans": "tout_petits",
    "petite enfance": "tout_petits", "enfants": "enfants", "3 11 ans": "enfants", "enfants 3 11 ans": "enfants",
    "adolescents": "adolescents",
    "ados": "adolescents", "11 17 ans": "adolescents", "jeunes": "jeunes", "18 25 ans": "jeunes", "parents": "parents",
    "futurs parents": "parents", "familles": "familles", "familles monoparentales": "monoparentales",
    "personnes situation handicap": "handicap", "enfants situation handicap": "handicap", "habitants": "habitants",
    "tous habitants": "habitants", "tout public": "habitants", "grand public": "habitants", "aines": "aines",
    "seniors": "aines", "personnes agees": "aines", "professionnels": "professionnels",
    "professionnels petite enfance": "professionnels", "assistantes maternelles": "professionnels",
    "benevoles": "benevoles", "associations": "benevoles", "elus": "elus", "agents": "elus",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carte:
    """A card of the directory: its identifier, its name, its other names."""

    cle: str
    nom: str
    autres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rapproche:
    """A name of the file: the card that it is for sure, and those that it may be, the nearest first."""

    nom: str
    sure: Carte | None
    proposees: tuple[Carte, ...]


def fold_personne(nom: str) -> str:
    """The words of a name, in no order, without « Mme »."""
    return " ".join(sorted(word for word in fold_nom(nom).split() if word not in CIVILITES))


def rank_libelles(libelles: Iterable[str]) -> list[tuple[str, int]]:
    """What tells each label of a list: its words, and its rank among those of the same words."""
    vus: dict[str, int] = {}
    cles = []
    for folded in map(fold_nom, libelles):
        cles.append((folded, vus.get(folded, 0)))
        vus[folded] = vus.get(folded, 0) + 1
    return cles


def match_personne(nom: str, cartes: Sequence[Carte]) -> Rapproche:
    folded = fold_personne(nom)
    exactes = [carte for carte in cartes if carte.nom == nom or (folded and fold_personne(carte.nom) == folded)]
    words = set(folded.split())
    proches = [carte for carte in cartes if words and words <= set(fold_personne(carte.nom).split())]
    return _build(nom, exactes, proches, [(fuzz.ratio(folded, fold_personne(carte.nom)), carte) for carte in cartes])


# What people write for the first words of the name of a body.
ABREGES_ORGANISMES = {
    "cc": "communaute communes", "com com": "communaute communes", "comcom": "communaute communes",
    "ca": "communaute agglomeration", "agglo": "communaute agglomeration", "agglomeration": "communaute agglomeration",
    "cu": "communaute urbaine", "cd": "departement", "conseil departemental": "departement",
    "conseil general": "departement",
    "dept": "departement", "dpt": "departement", "conseil regional": "region", "mairie": "commune", "ville": "commune",
    "cs": "centre social", "ml": "mission locale", "asso": "association",
}  # fmt: skip


def fold_organisme(nom: str) -> str:
    """« CC des Trois Gués » and « Communauté de communes des Trois Gués » are one name; what stands between parentheses
    says who or where in the body, not which body."""
    folded = fold_nom(re.sub(r"\s*\([^()]*\)", " ", nom)) or fold_nom(nom)
    for abrege, entier in ABREGES_ORGANISMES.items():
        if folded.startswith(f"{abrege} "):
            return f"{entier} {folded.removeprefix(f'{abrege} ')}"
    return folded


def match_organisation(nom: str, cartes: Sequence[Carte]) -> Rapproche:
    folded = fold_organisme(nom)
    noms = {carte.cle: {fold_organisme(n) for n in (carte.nom, *carte.autres) if n} for carte in cartes}
    exactes = [carte for carte in cartes if carte.nom == nom or (folded and folded in noms[carte.cle])]
    words = set(folded.split())
    proches = [carte for carte in cartes if words and words <= set(fold_organisme(carte.nom).split())]
    return _build(
        nom, exactes, proches, [(fuzz.token_sort_ratio(folded, fold_organisme(carte.nom)), carte) for carte in cartes]
    )


def _build(nom: str, exactes: list[Carte], proches: list[Carte], notes: list[tuple[float, Carte]]) -> Rapproche:
    ressemblantes = [carte for note, carte in sorted(notes, key=lambda n: -n[0]) if note >= RESSEMBLANCE]
    proposees = tuple(dict.fromkeys([*exactes, *proches, *ressemblantes]))[:MAX_PROPOSEES]
    # Two cards may fold alike: the one that is written so, letter for letter, is the one.
    identiques = [carte for carte in exactes if carte.nom == nom] or exactes
    return Rapproche(nom, identiques[0] if len(identiques) == 1 else None, proposees)


# Titles that share that much of their letters are one, corrected.
TITRE_CORRIGE = 85.0


def is_meme_titre(a: str, b: str) -> bool:
    """The same words, corrected here or there, or more of them: « Ouvrir un lieu », « Ouvrir un lieu d’accueil »."""
    plis = fold_nom(a), fold_nom(b)
    mots = [set(pli.split()) for pli in plis]
    court, long = sorted(mots, key=len)
    return fuzz.ratio(*plis) >= TITRE_CORRIGE or (len(court) > 1 and court <= long)


def is_abrege(court: str, entier: str) -> bool:
    """« O. Fauvart » is a short « Odile Fauvart »: the same words in the same order, initials but for the last one."""
    courts, entiers = ([w for w in fold_nom(nom).split() if w not in CIVILITES] for nom in (court, entier))
    return (
        len(courts) == len(entiers) > 1
        and courts != entiers
        and courts[-1] == entiers[-1]
        and all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(courts, entiers, strict=True))
    )


def list_memes(nom: str, noms: Iterable[str]) -> list[str]:
    """The other names of a file that this one may be: longer, with all its words (« CC », « CC du Val »)."""
    words = set(fold_personne(nom).split())
    autres = [autre for autre in noms if autre != nom and words]
    found = [a for a in autres if is_abrege(nom, a) or words < set(fold_personne(a).split())]
    return found[:MAX_PROPOSEES]


def match_public(texte: str) -> str | None:
    """The key of a public of ours, when the words say exactly that."""
    folded = re.sub(r"\s+", " ", re.sub(r"[()]", " ", fold_nom(texte))).strip()
    by_libelle: Mapping[str, str] = {re.sub(r"[()]", " ", fold_nom(libelle)): cle for cle, libelle in PUBLICS.items()}
    return {" ".join(k.split()): v for k, v in by_libelle.items()}.get(folded) or ALIAS_PUBLICS.get(folded)


def get_nom_niveau(sorte: str) -> str:
    """« orientation strategique », as a file folds it, is « Orientation stratégique »."""
    return next((nom for nom in NOMS_NIVEAUX if fold_nom(nom) == fold_nom(sorte)), sorte.capitalize())
