"""« Entre pairs », where people trained together help each other: who may join, themes, checks. Pure Python."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from convive.diagnostic.rules.anonymat import find_coordonnees, find_noms
from convive.formation.rules.formation import SUIVIES, EtatSession
from convive.prise_poste.rules.contenus import Grille
from convive.socle.formats import liste_fr
from convive.socle.noms import fold_nom

MAX_TITRE = 160
MAX_NOM = 120
MAX_CONTACT = 200
MAX_MOTIF = 300
MAX_DOMAINES = 200
NIVEAU_TRANSMET = 4
"""« Je transmets »: the level from which the grid suggests that a person offers to help."""
UNE_PERSONNE = "Une personne"
"""The author's name once she has left or has been erased."""
RETIREE = "Question retirée par la personne qui l’avait posée"

type Themes = dict[str, str]
"""Key → name of each theme: an item of the grid of competences, or a block of the mission."""


def has_suivi(etat_session: str, date_debut: date | None, etat_inscription: str, today: date) -> bool:
    """Whether someone has attended a session, at least in part: it has started, and she had not withdrawn before."""
    if etat_session == EtatSession.ANNULEE or etat_inscription not in SUIVIES:
        return False
    return date_debut is not None and date_debut <= today


def build_groupes_themes(grille: Grille, missions: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes grouped for a select: the families of the grid, then the blocks of the mission."""
    groupes = [(famille.nom, [(item.cle, item.nom) for item in famille.items]) for famille in grille.familles]
    return [*groupes, ("La mission", [(bloc["cle"], bloc["nom"]) for bloc in missions["blocs"]])]


def fold_mots(*textes: str) -> str:
    """The normalised text used for searching: no accents, lower case, no stop words."""
    return " ".join(fold_nom(" ".join(texte.split())) for texte in textes if texte)


def pack_domaines(cles: Iterable[str]) -> str:
    """« |F1|S2| »: each key between two bars, so that a text search for one key cannot match another."""
    kept = sorted(set(cles))
    return f"|{'|'.join(kept)}|" if kept else ""


def unpack_domaines(texte: str) -> list[str]:
    return [cle for cle in texte.split("|") if cle]


def build_refus(texte: str) -> str:
    """Why this text cannot be published as it is; empty if it can."""
    found = find_coordonnees(texte)
    if not found:
        return ""
    return (
        f"Retirez {liste_fr(found)}\u00a0: tout le monde lit cette page. "
        "Un moyen de vous joindre se donne dans «\u00a0Je peux aider\u00a0», si vous le voulez."
    )


def build_doute(texte: str) -> str:
    """What the author should check; empty if nothing looks like a name."""
    found = find_noms(texte)
    if not found:
        return ""
    verbe = "ressemble à un nom de personne" if len(found) == 1 else "ressemblent à des noms de personnes"
    mots = liste_fr([f"«\u00a0{mot}\u00a0»" for mot in found])
    return (
        f"{mots} {verbe}. Dites plutôt «\u00a0une famille\u00a0», «\u00a0une élue\u00a0», «\u00a0un partenaire\u00a0»."
    )
