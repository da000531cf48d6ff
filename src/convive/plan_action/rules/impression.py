"""A fiche-action as it is printed: its headings and, under each, blocks. Pure Python."""

from dataclasses import dataclass, replace

from convive.documents.rules.blocs import Element, ElementPlace, place_elements
from convive.plan_action.rules.completude import MIN_DESCRIPTION

NIVEAU_MAX = 4
"""A document has four levels of headings."""
NON_RENSEIGNE = "Non renseigné"
ENTETES_RUBRIQUES = ("Rubrique", "Contenu")
CONSIGNES_INTERNES = {
    "brouillon": "Document de travail : cette action est en préparation, elle n’a pas été validée.",
    "interne": "Document interne à l’équipe de coopération : cette action n’est pas partagée avec les partenaires.",
}


@dataclass(frozen=True, slots=True)
class Partie:
    """A heading of a fiche and what is under it."""

    titre: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class FicheImprimee:
    """`bandeau` is the line over the title: where it is in the plan, in the words of the CTG. `mention` says that it is
    not for everyone."""

    titre: str
    bandeau: str
    parties: tuple[Partie, ...]
    mention: str = ""

    def place(self, niveau: int) -> "FichePlacee":
        """With `niveau` as the level of its title: its headings follow, and stop at the last level there is."""
        rows = []
        for partie in self.parties:
            places = place_elements(partie.elements, min(niveau + 2, NIVEAU_MAX))
            rows.append((partie.titre, tuple(replace(p, niveau=min(p.niveau, NIVEAU_MAX)) for p in places)))
        return FichePlacee(self, niveau, niveau + 1, tuple(rows))


@dataclass(frozen=True, slots=True)
class FichePlacee:
    """A fiche in a document: the levels of its title and of its headings, its blocks at theirs."""

    fiche: FicheImprimee
    niveau: int
    niveau_partie: int
    parties: tuple[tuple[str, tuple[ElementPlace, ...]], ...]


def is_imprimable(*, is_interne: bool, completude: int) -> bool:
    """Whether a printed plan takes an action without being forced: it is shared, and its eight fields are filled."""
    return not is_interne and completude == 100


def explain_exclusions(ecartees: int) -> str:
    """What a printed plan says of the actions that it leaves out; their titles are not in a file that is passed on."""
    if not ecartees:
        return ""
    combien = "Une action n’y figure pas" if ecartees == 1 else f"{ecartees} actions n’y figurent pas"
    return (
        f"{combien} : en préparation, internes à l’équipe, ou auxquelles il manque un des huit champs d’une fiche "
        f"complète (titre, place, thématique, description d’au moins {MIN_DESCRIPTION} caractères, porteur, pilote, "
        "résultats attendus, statut)."
    )
