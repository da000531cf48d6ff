"""Who does what in a CTG: for each activity, who does it (R), who answers for it (A), who is consulted (C), informed
(I). Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.rules.parcours import DOMAINE
from convive.socle.enums import EnumLibelle

DROIT_LIRE_RACI = (DOMAINE, "Qui fait quoi (RACI)", "lire")
DROIT_ECRIRE_RACI = (DOMAINE, "Qui fait quoi (RACI)", "écrire")
MAX_ACTIVITE, MAX_PRECISION, MAX_LIGNES = 150, 200, 30


class Part(EnumLibelle):
    FAIT = "R", "R – fait"
    REPOND = "A", "A – répond du résultat"
    CONSULTE = "C", "C – est consulté"
    INFORME = "I", "I – est informé"


MOTS = {Part.FAIT: "fait", Part.REPOND: "répond", Part.CONSULTE: "consulté", Part.INFORME: "informé", "": "–"}
"""What a cell of the table says: the letter is kept, and never shown."""
REGLE = (
    "«\u00a0Répond\u00a0»\u00a0: répond du résultat. Sur chaque ligne, une seule case «\u00a0répond\u00a0», "
    "et une case «\u00a0fait\u00a0» au moins."
)
ROLES = {
    "elus": "Élu·es",
    "direction": "DGS ou DGA",
    "chargee": "Chargé·e de coopération",
    "coordination": "Coordination thématique",
    "caf": "Conseiller·e Caf",
    "partenaires": "Partenaires",
    "habitants": "Habitant·es",
}


@dataclass(frozen=True, slots=True)
class LigneLue:
    """`parts` has the role of each column, in the order of ROLES; empty when it has none."""

    activite: str
    parts: tuple[str, ...]
    precision: str = ""

    @property
    def defauts(self) -> tuple[str, ...]:
        return tuple(list_defauts(self.parts))

    def list_mots(self) -> list[str]:
        """What each cell says, in the order of ROLES."""
        return [MOTS[part] for part in self.parts]

    def get_parts(self) -> Mapping[str, str]:
        return dict(zip(ROLES, self.parts, strict=True))


def list_defauts(parts: Iterable[str]) -> Iterable[str]:
    """What the line breaks of the rule: exactly one A, at least one R."""
    held = list(parts)
    if (nombre := held.count(Part.REPOND)) != 1:
        yield (
            "Personne ne répond du résultat\u00a0: mettez «\u00a0répond\u00a0» dans une case, et une seule."
            if not nombre
            else f"«\u00a0Répond\u00a0» est dans {nombre} cases de la ligne\u00a0: une seule personne en répond."
        )
    if Part.FAIT not in held:
        yield "Personne ne fait\u00a0: mettez «\u00a0fait\u00a0» dans une case au moins."


def build_raci(contenu: Mapping[str, Any]) -> tuple[LigneLue, ...]:
    """The lines that ship with the package. Raise ContenuInvalide for one that breaks the rule."""
    if {role["cle"]: role["nom"] for role in contenu["roles"]} != ROLES:
        raise ContenuInvalide("Les colonnes du RACI ont changé.")
    lignes = tuple(
        LigneLue(ligne["nom"], tuple(ligne.get(cle, "") for cle in ROLES), ligne.get("precision", ""))
        for ligne in contenu["lignes"]
    )
    for ligne in lignes:
        if ligne.defauts or not set(ligne.parts) <= {"", *Part}:
            raise ContenuInvalide(f"RACI « {ligne.activite} » : {' '.join(ligne.defauts)}")
    return lignes


def explain_lignes(lignes: Sequence[LigneLue]) -> list[str]:
    """What keeps a whole table from being saved, line by line."""
    phrases = [f"« {ligne.activite} »\u00a0: {defaut}" for ligne in lignes for defaut in ligne.defauts]
    noms = [ligne.activite.casefold() for ligne in lignes]
    if len(set(noms)) < len(noms):
        phrases.append("Deux lignes ont le même nom.")
    if not lignes:
        phrases.append("Gardez une ligne au moins.")
    return phrases
