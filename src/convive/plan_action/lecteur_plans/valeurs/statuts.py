"""Words by which territories say where an action is, and the nine statuses of Convive. Pure Python.

A colour is not a status; « 50 % » is a progress; what is not understood is nothing, and said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from convive.plan_action.lecteur_plans.valeurs.mots import read_listes
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, fold_mots, is_absence
from convive.plan_action.rules.statuts import Statut

MOTS = read_listes("statuts")
PAR_MOT = {mot: valeur for valeur, mots in MOTS.items() for mot in mots} | {
    valeur.replace("_", " "): valeur for valeur in MOTS
}
# Read, and said: the word is short of a sentence.
DOUTEUX = {mot: valeur for valeur, mots in read_listes("statuts_douteux").items() for mot in mots}
OUI, NON = (
    frozenset({"oui", "o", "x", "vrai", "true", "1", "ok", "✓", "✔", "☑"}),
    frozenset({"non", "n", "faux", "false", "0"}),
)
COLORIES = frozenset({"vert", "verte", "orange", "rouge", "jaune", "gris", "bleu", "noir"})
POURCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s*%")
# Two keyboards slips at most, and the same first letters: « relancer » is no slip of « lancer ».
MAX_FAUTES = 2
MIN_DEBUT = 3
COCHE = re.compile(r"[☑☒✓✔✅🗹]")
NON_COCHE = re.compile(r"[☐□◻⬜]")
COUPURES = re.compile(r"[-–—:;,./(\n]| en (?=20\d\d)| depuis | le \d| fin | debut | a (?=20\d\d)")


@dataclass(frozen=True, slots=True)
class StatutLu:
    """`doute` is a French sentence, to be shown; `avancement` is given when the text says a percentage."""

    valeur: str | None
    texte: str | None
    avancement: int | None = None
    doute: str = ""
    is_inconnu: bool = False


def parse_statut(
    texte: str, corriges: Mapping[str, str | None] | None = None, *, is_question: bool = False
) -> StatutLu:
    """`corriges` are the words that a person matched, folded; `is_question`: the column asks « réalisée ? »."""
    ligne = clean_ligne(texte)
    if not ligne:
        return StatutLu(None, None)
    folded = fold_mots(ligne)
    if corriges and folded in corriges:
        return StatutLu(corriges[folded], ligne, _get_pourcent(ligne))
    if (suite := _drop_devant(ligne, is_question=is_question)) is not None:
        return replace(suite, texte=ligne)
    if is_absence(ligne) and re.fullmatch(r"[\w\s.,'’()/?…_–—-]*", ligne):
        return StatutLu(None, ligne)
    if is_question and (ligne in OUI or folded in OUI):
        return StatutLu("realisee", ligne)
    if is_question and folded in NON:
        return StatutLu(
            None,
            ligne,
            doute=f"«\u00a0{ligne}\u00a0» dit que ce n’est pas fait, sans dire où l’on en est.",
            is_inconnu=True,
        )
    pourcent = _get_pourcent(ligne)
    if not folded and (COCHE.search(ligne) or NON_COCHE.search(ligne)):
        if COCHE.search(ligne) and not NON_COCHE.search(ligne):
            return _build_douteux("realisee", ligne, None)
        doute = f"«\u00a0{ligne}\u00a0»\u00a0: la case n’est pas cochée, sans dire où l’on en est."
        return StatutLu(None, ligne, doute=doute, is_inconnu=True)
    sans = fold_mots(POURCENT.sub(" ", ligne))
    if (douteux := DOUTEUX.get(folded if pourcent is None else sans)) is not None:
        return _build_douteux(douteux, ligne, pourcent)
    sans_pourcent = clean_ligne(POURCENT.sub(" ", ligne)).strip(" -–—:()/.,")
    if pourcent is not None and not fold_mots(sans_pourcent):
        return StatutLu(None, ligne, pourcent)
    valeur, doute = _match(fold_mots(sans_pourcent) if pourcent is not None else folded, sans_pourcent)
    is_partiel = (pourcent is not None and pourcent < 100) or re.search(r"\ben partie\b|\bpartiel", folded)
    if valeur == "realisee" and is_partiel:
        # « Réalisé à 50 % », « finalisé en partie »: begun, not done.
        valeur, doute = (
            "en_cours",
            f"«\u00a0{_cut(ligne)}\u00a0» est lu comme «\u00a0en cours\u00a0»\u00a0: à vérifier.",
        )
    if valeur is None and not doute:
        couleur = fold_mots(sans_pourcent) in COLORIES or not re.search(r"\w", sans_pourcent)
        doute = (
            f"«\u00a0{_cut(ligne)}\u00a0» est une couleur, pas un statut."
            if couleur
            else f"«\u00a0{_cut(ligne)}\u00a0» n’est pas un statut connu\u00a0: indiquez lequel c’est."
        )
        return StatutLu(None, ligne, pourcent, doute, is_inconnu=True)
    return StatutLu(valeur, ligne, pourcent, doute, is_inconnu=valeur is None)


# « 2 - en cours », « c) fait »: the rank of a word in the list from which it was chosen; « Non, reportée », « Oui : fait ».
DEVANT = re.compile(r"(?:\d{1,2}|[a-zA-Z])\s*(?:[-–—.):/]|\s[-–—]\s)\s*(?P<suite>[^\W\d_].*)")
REPONSE = re.compile(r"(?:oui|non)\s*[,:;.(–—-]+\s*(?P<suite>[^\W\d_].*?)\)?", re.I)
EN_PARTIE = frozenset({"en partie", "partiellement", "partielle", "partiel", "pas completement", "pas entierement"})


def _drop_devant(ligne: str, *, is_question: bool) -> StatutLu | None:
    """What the words say once what stands before them is dropped; nothing when they are no status by themselves."""
    if is_question and fold_mots(ligne) in EN_PARTIE:
        return StatutLu("en_cours", ligne)
    found = DEVANT.fullmatch(ligne) or REPONSE.fullmatch(ligne)
    if found is None or fold_mots(ligne) in PAR_MOT:
        return None
    lu = parse_statut(found["suite"])
    return lu if lu.valeur is not None else None


def _build_douteux(valeur: str, ligne: str, pourcent: int | None) -> StatutLu:
    """A word of the house: a reading is offered, and asked."""
    libelle = Statut(valeur).libelle.lower()
    doute = f"«\u00a0{_cut(ligne)}\u00a0» est lu comme «\u00a0{libelle}\u00a0»\u00a0: à vérifier."
    return StatutLu(valeur, ligne, pourcent, doute)


@lru_cache(maxsize=5_000)
def _match(folded: str, ligne: str) -> tuple[str | None, str]:
    """The status and the doubt about it; nothing and nothing when no word is known."""
    if folded in PAR_MOT:
        return PAR_MOT[folded], ""
    # « Action abandonnée », « Projet reporté »: the noun says nothing.
    if sans_nom := re.fullmatch(r"(?:action|projet|dispositif|demarche|mesure)s? (?:a ete |est )?(?P<mots>.+)", folded):
        return _match(sans_nom["mots"], re.sub(r"^\S+\s+(?:a été |est )?", "", ligne))
    # « En cours – vu en COPIL », « Terminé (juin 2025) », « reporté à 2026 »: the first words say it.
    morceaux = [fold_mots(morceau) for morceau in COUPURES.split(fold(ligne)) if morceau.strip()]
    trouves = [PAR_MOT[morceau] for morceau in morceaux if morceau in PAR_MOT]
    if len(set(trouves)) > 1:
        return None, f"«\u00a0{_cut(ligne)}\u00a0» dit plusieurs statuts\u00a0: choisissez."
    if morceaux and morceaux[0] in PAR_MOT:
        return PAR_MOT[morceaux[0]], ""
    if valeur := _match_debut(folded):
        return valeur, ""
    if len(folded) > 60:
        return None, ""
    proche = _match_proche(folded)
    if proche is not None:
        return PAR_MOT[proche], f"«\u00a0{_cut(ligne)}\u00a0» est lu comme «\u00a0{proche}\u00a0»\u00a0: à vérifier."
    return None, ""


# Words of a rhythm, one letter away from those of a status.
AUTRES_MOTS = frozenset({"annuel", "annuelle", "annuels", "annuelles", "continu", "continue"})


def _match_proche(folded: str) -> str | None:
    """A known word with a slip of the keyboard, word by word: « en cour », « termniee »; not another word."""
    words = folded.split()
    if len(folded) < 5 or words[-1] in AUTRES_MOTS:
        return None
    best, best_fautes = None, MAX_FAUTES + 1
    for mot in PAR_MOT:
        connus = mot.split()
        if len(connus) != len(words):
            continue
        fautes = 0
        for word, connu in zip(words, connus, strict=True):
            if word == connu:
                continue
            debut = min(MIN_DEBUT, len(connu) - 1)
            is_proche = len(connu) > 3 and word[:debut] == connu[:debut]
            fautes += DamerauLevenshtein.distance(word, connu) if is_proche else MAX_FAUTES + 1
        if fautes < best_fautes and fautes <= (1 if len(folded) < 9 else MAX_FAUTES):
            best, best_fautes = mot, fautes
    return best


def _match_debut(folded: str) -> str | None:
    """The longest known words that open the text, when what follows does not turn them round."""
    words = folded.split()
    for count in range(min(len(words) - 1, 6), 0, -1):
        debut, reste = " ".join(words[:count]), words[count:]
        if debut in PAR_MOT and (count > 1 or len(debut) > 4):
            # « en cours d’abandon », « fait partiellement », « à faire valider »: not what its first words say.
            if reste[0].startswith(("d'", "l'")) or reste[0] in (
                "de",
                "du",
                "des",
                "partiellement",
                "ou",
                "mais",
                "pas",
                "non",
            ):
                return None
            autres = {PAR_MOT[word] for word in reste if word in PAR_MOT}
            return PAR_MOT[debut] if autres <= {PAR_MOT[debut]} else None
    return None


def _get_pourcent(texte: str) -> int | None:
    found = POURCENT.findall(texte)
    return int(found[0]) if len(found) == 1 and int(found[0]) <= 100 else None


def _cut(texte: str) -> str:
    return texte if len(texte) <= 60 else f"{texte[:59]}…"
