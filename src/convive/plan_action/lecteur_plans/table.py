"""The titles of a table and the role of each of its columns; its cells by place. Pure Python."""

from dataclasses import dataclass, field

from convive.plan_action.lecteur_plans.modele import VIDE, Cellule, Grille, Rangee
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

# Generic titles, of which a more precise one on the same row takes the place.
GENERIQUES = frozenset(
    {"titre", "intitule", "nom", "libelle", "designation", "denomination", "fiche", "projet", "mesure", "code"}
)


@dataclass(slots=True)
class Entete:
    """The titles of a table: from which row to which (ranks among the rows), and the role of each column."""

    debut: int
    fin: int
    roles: dict[int, Role] = field(default_factory=dict)
    textes: dict[int, str] = field(default_factory=dict)
    # The status that each ticked column says.
    statuts: dict[int, str] = field(default_factory=dict)
    # The column of actions beside one of sub-actions: it names what has none. -1: there is no such column.
    parente: int = -1
    # The year of the block of columns that these titles are, when blocks come again by year.
    annee: int | None = None
    # The columns that were called « action » before one of them was chosen.
    titre_brut: dict[int, bool] = field(default_factory=dict)

    # No title says the actions: what stands under one of them does.
    is_titre_devine: bool = False

    def list_colonnes(self, *champs: str) -> list[int]:
        return [colonne for colonne, role in sorted(self.roles.items()) if role.champ in champs]

    @property
    def is_actions(self) -> bool:
        return bool(self.list_colonnes("titre"))


def get_cellule(rangee: Rangee, colonne: int) -> Cellule:
    """The cell itself: under a merge, nothing."""
    return rangee.cellules[colonne] if colonne < len(rangee.cellules) else VIDE


def write_lettres(rang: int) -> str:
    """The letters of a column as on screen, from 1: « A », « AB »."""
    lettres = ""
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(ord("A") + reste) + lettres
    return lettres


def get_fin(grille: Grille, entetes: list[Entete], rang: int) -> int:
    """Up to which rank go the rows under these titles, excluded: the titles under them, or the end."""
    suivants = [entete.debut for entete in entetes[rang + 1 :] if entete.debut > entetes[rang].fin]
    return suivants[0] if suivants else len(grille.rangees)


def list_valeurs(grille: Grille, entete: Entete, colonne: int) -> list[str]:
    """What stands under a title, blanks apart."""
    textes = (clean_ligne(get_cellule(r, colonne).texte) for r in grille.rangees[entete.fin + 1 :])
    return [texte for texte in textes if texte]
