"""The tools that a team keeps: who fills them, how a box is named. Pure Python."""

from collections.abc import Mapping

from convive.formation.rules.ateliers import Outil

DROIT_OUTILS = ("formation", "Les outils de travail", "remplir")
MAX_TITRE = 200
LETTRE_VEILLE = "lettre_veille"
"""The key, in the contents, of the tool that shows that somebody keeps watch."""


def name_case(outil: Outil, champ: str) -> str:
    """The name that the box of a tool has in a workshop."""
    return f"{outil.cle}-{champ}"


def read_valeurs(outil: Outil, textes: Mapping[str, str]) -> dict[str, str]:
    """What a group wrote in the boxes of a tool, by the key of each: those that are empty are left out."""
    found = {champ.cle: textes.get(name_case(outil, champ.cle), "").strip() for champ in outil.champs}
    return {cle: texte for cle, texte in found.items() if texte}


def count_remplis(outil: Outil, valeurs: Mapping[str, str]) -> int:
    return sum(1 for champ in outil.champs if valeurs.get(champ.cle, "").strip())
