"""What each name of a file of actions becomes: a card of the directory, a new one, that of another name, or words."""

from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz

from convive.plan_action.lecteur_plans import is_organisme, is_personne
from convive.plan_action.rules.rapprochement import Rapproche, fold_organisme, fold_personne, is_abrege, list_memes
from convive.plan_action.selectors.prevue_import import CREER, EN_CLAIR

MAX_MOTS_NOM = 6
QUASI_MEME = 90.0
"""Two bodies whose names share that much of their letters: « missions locales », « Mission locale »."""

type Defaut = Callable[[Rapproche, Sequence[str]], str]


def is_structure(nom: str) -> bool:
    """A pilote who is no person: « Relais petite enfance », « Service jeunesse »; a word alone is a first name."""
    return is_organisme(nom) or (len(nom.split()) > 1 and not is_personne(nom))


def choose_personne(rapproche: Rapproche, noms: Sequence[str]) -> str:
    """Her card, when only one may be hers; that of her whole name in the file; else a new one."""
    if (carte := _get_carte(rapproche)) is not None:
        return carte
    nom, avant = rapproche.nom, noms[: noms.index(rapproche.nom)]
    pli = fold_personne(nom)
    memes = [autre for autre in avant if fold_personne(autre) == pli] or [
        autre for autre in noms if autre != nom and (is_abrege(nom, autre) or is_mot_de(pli, fold_personne(autre)))
    ]
    return _join(memes, fold_personne)


def choose_organisation(rapproche: Rapproche, noms: Sequence[str]) -> str:
    """As for a person; a sentence is no name."""
    if (carte := _get_carte(rapproche)) is not None:
        return carte
    nom, avant = rapproche.nom, noms[: noms.index(rapproche.nom)]
    pli = fold_organisme(nom)
    memes = [autre for autre in avant if fold_organisme(autre) == pli] or list_memes(nom, noms)
    if memes or is_organisme(nom) or len(nom.split()) <= MAX_MOTS_NOM:
        return _join(memes, fold_organisme)
    return EN_CLAIR


def list_memes_proposes(nom: str, noms: Sequence[str], *, is_organisation: bool) -> list[str]:
    """The other names of the file that may be the same, to be asked."""
    plier = fold_organisme if is_organisation else fold_personne
    pli = plier(nom)
    proches = [
        autre
        for autre in noms
        if autre != nom and (plier(autre) == pli or (is_organisation and fuzz.ratio(plier(autre), pli) >= QUASI_MEME))
    ]
    return list(dict.fromkeys([*list_memes(nom, noms), *proches]))


def choose_noms(
    matched: Mapping[str, Rapproche],
    choix: Mapping[str, str],
    connues: set[str],
    defaut: Defaut | None,
) -> dict[str, str]:
    """What each name becomes. Nothing is created unless said so, or shown so: without `defaut`, a name that is no card
    for sure stays in words."""
    noms = list(matched)
    chosen = {}
    for nom, rapproche in matched.items():
        usuel = defaut(rapproche, noms) if defaut else rapproche.sure.cle if rapproche.sure else EN_CLAIR
        choice = choix.get(nom, usuel)
        chosen[nom] = choice if choice in connues | {EN_CLAIR, CREER} or choice.startswith(f"{CREER}:") else usuel
    return {nom: _follow(nom, chosen, connues) for nom in noms}


def _follow(nom: str, chosen: Mapping[str, str], connues: set[str]) -> str:
    """« The same as » another name of the file, which may itself be the same as a third, or a card, or words."""
    vus = {nom}
    choice = chosen[nom]
    while choice.startswith(f"{CREER}:"):
        autre = choice.removeprefix(f"{CREER}:")
        suite = chosen.get(autre, EN_CLAIR)
        if suite == CREER:
            return choice
        if autre in vus or not (suite in connues or suite.startswith(f"{CREER}:")):
            return EN_CLAIR
        vus.add(autre)
        choice = suite
    return choice


def _get_carte(rapproche: Rapproche) -> str | None:
    if rapproche.sure is not None:
        return rapproche.sure.cle
    return rapproche.proposees[0].cle if len(rapproche.proposees) == 1 else None


def is_mot_de(pli: str, entier: str) -> bool:
    """« Sophie » is a word of « Sophie Bernard »."""
    return " " not in pli and pli in entier.split() and pli != entier


def _join(memes: Sequence[str], plier: Callable[[str], str]) -> str:
    """The first of these names when they are all one, however they are written; a new card otherwise."""
    return f"{CREER}:{memes[0]}" if len({plier(nom) for nom in memes}) == 1 else CREER
