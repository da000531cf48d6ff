"""The tools of the job that a team keeps: what each one asks, who fills them. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import refuse_doublons
from convive.prise_poste.rules.parcours import DOMAINE

DROIT_OUTILS = (DOMAINE, "Les outils de travail", "remplir")
MAX_TITRE = 200
LETTRE_VEILLE = "lettre_veille"
"""The key, in the contents, of the tool that shows that somebody keeps watch."""


@dataclass(frozen=True, slots=True)
class Champ:
    """A text box. `lignes` is 0 for one line."""

    cle: str
    nom: str
    aide: str
    lignes: int


@dataclass(frozen=True, slots=True)
class Outil:
    """`page` is a key of `selectors.outils.PAGES_OUTILS`, where the same thing lives in Convive; empty when nowhere."""

    cle: str
    titre: str
    sert_a: str
    page: str
    champs: tuple[Champ, ...]


def build_outils(contenu: Mapping[str, Any]) -> tuple[Outil, ...]:
    """Raise ContenuInvalide for a key that comes twice."""
    outils = tuple(
        Outil(**{**ligne, "champs": tuple(Champ(**champ) for champ in ligne["champs"])}) for ligne in contenu["outils"]
    )
    refuse_doublons(outil.cle for outil in outils)
    for outil in outils:
        refuse_doublons(champ.cle for champ in outil.champs)
    return outils


def count_remplis(outil: Outil, valeurs: Mapping[str, str]) -> int:
    return sum(1 for champ in outil.champs if valeurs.get(champ.cle, "").strip())
