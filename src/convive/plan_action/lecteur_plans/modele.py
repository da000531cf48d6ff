"""What a file holds once opened: sheets, tables, paragraphs; what is understood of it: tree, actions, warnings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TOUTES = "TOUTES"
# What stands in a cell whose formula no software computed.
FORMULE_VIDE = "formule sans résultat"


class PlanIllisible(ValueError):
    """A file that cannot be read as a plan; the message is French, says why, and what to do."""


# --- What a file holds --------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Cellule:
    """`texte` is what a person reads; `nombre` and `jour` are what a spreadsheet really holds, when it holds one."""

    texte: str = ""
    nombre: float | None = None
    jour: date | None = None
    is_pourcent: bool = False
    is_gras: bool = False
    is_erreur: bool = False
    is_monnaie: bool = False
    # Tables inside the cell, whose words its text does not repeat.
    grilles: "tuple[Grille, ...]" = ()
    # Its words that are struck through, when it holds no other.
    barre: str = ""

    def __bool__(self) -> bool:
        return bool(self.texte or self.grilles)


@dataclass(slots=True)
class Rangee:
    """A row and its number as on screen, from 1 (CSV: the line of the file where it begins)."""

    numero: int
    cellules: list[Cellule]
    is_masquee: bool = False


@dataclass(frozen=True, slots=True)
class CellulesFusionnees:
    """Merged cells: rows by their numbers, columns from 0, both ends included."""

    ligne: int
    colonne: int
    ligne_fin: int
    colonne_fin: int


VIDE = Cellule()


@dataclass(slots=True)
class Grille:
    """A sheet or a table. `tableau` is its rank among the tables of a text document, 0 for a sheet."""

    nom: str = ""
    rangees: list[Rangee] = field(default_factory=list)
    fusions: list[CellulesFusionnees] = field(default_factory=list)
    is_masquee: bool = False
    tableau: int = 0
    # CSV: the sign between two cells.
    separateur: str = ";"
    # What stands beside the cells: the comments (row, column from 0, text), and the hidden columns.
    commentaires: list[tuple[int, int, str]] = field(default_factory=list)
    # The same for what is struck through, which is not read; and what else stands there: code, sentence, row or 0.
    barres: list[tuple[int, int, str]] = field(default_factory=list)
    dits: list[tuple[str, str, int]] = field(default_factory=list)
    colonnes_masquees: set[int] = field(default_factory=set)
    # Of a table turned on its side, whose rows are columns on screen: the row on screen of each of its columns.
    lignes_d_origine: tuple[int, ...] = ()
    # How many columns an OpenDocument sheet has declared so far.
    colonnes_dites: int = 0
    _origines: dict[tuple[int, int], CellulesFusionnees] | None = None

    @property
    def largeur(self) -> int:
        return max((len(rangee.cellules) for rangee in self.rangees), default=0)

    def get_fusion(self, ligne: int, colonne: int) -> CellulesFusionnees | None:
        if self._origines is None:
            self._origines = {
                (ligne_, colonne_): fusion
                for fusion in self.fusions
                for ligne_ in range(fusion.ligne, fusion.ligne_fin + 1)
                for colonne_ in range(fusion.colonne, fusion.colonne_fin + 1)
            }
        return self._origines.get((ligne, colonne))

    def forget_fusions(self) -> None:
        """To call when `fusions` changed."""
        self._origines = None


@dataclass(slots=True)
class Paragraphe:
    """A line of text. `titre` is its level of heading, 0 for a plain one; `etiquette`: the bold part that opens it."""

    texte: str
    titre: int = 0
    is_gras: bool = False
    etiquette: str = ""
    is_puce: bool = False
    taille: float = 0.0
    # A bullet, by itself or by its style.
    is_liste: bool = False


type Bloc = Paragraphe | Grille


@dataclass(slots=True)
class Document:
    """A file, opened: sheets, or the blocks of a text in their order. `nature`: « tableur », « csv », « texte »."""

    nature: str
    grilles: list[Grille] = field(default_factory=list)
    blocs: list[Bloc] = field(default_factory=list)
    avertissements: list["Avertissement"] = field(default_factory=list)
    # What the headers and the footers of its pages say.
    marges: list[str] = field(default_factory=list)


# --- What is understood -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Avertissement:
    code: str
    message: str
    lieu: dict[str, Any]

    def build_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "lieu": self.lieu}


@dataclass(eq=False, slots=True)
class NoeudLu:
    """A node above the actions; `sorte` is the word by which the file calls its level, folded, or empty. `is_exact`:
    the word, the number and the title are those of a workbook that left from here, and stay as they are."""

    sorte: str
    numero: str | None
    titre: str
    parent: "NoeudLu | None" = None
    source: dict[str, Any] = field(default_factory=dict)
    is_exact: bool = False

    @property
    def rang(self) -> int:
        return 1 if self.parent is None else self.parent.rang + 1

    def iter_chemin(self) -> Iterator["NoeudLu"]:
        """From the root to this node."""
        if self.parent is not None:
            yield from self.parent.iter_chemin()
        yield self

    def build_json(self) -> dict[str, Any]:
        parent = None if self.parent is None else self.parent.numero
        return {"rang": self.rang, "numero": self.numero, "titre": self.titre, "parent": parent}


@dataclass(slots=True)
class CalendrierLu:
    """« 2026 », « 2026-07 » or « 2026-07-01 »; `texte` as written, when it says more or less than that."""

    debut: str | None = None
    fin: str | None = None
    texte: str | None = None

    def __bool__(self) -> bool:
        return bool(self.debut or self.fin or self.texte)

    def build_json(self) -> dict[str, Any]:
        return {"debut": self.debut, "fin": self.fin, "texte": self.texte}


@dataclass(frozen=True, slots=True)
class MontantLu:
    montant: float
    annee: int | None = None
    financeur: str | None = None
    sens: str = "charge"

    def build_json(self) -> dict[str, Any]:
        return {"annee": self.annee, "financeur": self.financeur, "sens": self.sens, "montant": self.montant}


@dataclass(slots=True)
class IndicateurLu:
    libelle: str
    unite: str | None = None
    reference: float | str | None = None
    cible: float | str | None = None
    valeurs: dict[str, float] = field(default_factory=dict)
    role: str | None = None

    def build_json(self) -> dict[str, Any]:
        return {
            "libelle": self.libelle,
            "unite": self.unite,
            "reference": self.reference,
            "cible": self.cible,
            "valeurs": self.valeurs,
            **({"role": self.role} if self.role else {}),
        }


@dataclass(slots=True)
class ActionLue:
    """An action as the file says it. `complements` holds what the file says besides (objectives, results, means…), by
    field; `fonctions` what it says of the pilots after their names; `repere` the mark that our workbook gave to it."""

    source: dict[str, Any]
    titre: str
    numero: str | None = None
    noeud: NoeudLu | None = None
    description: str = ""
    pilotes: list[str] = field(default_factory=list)
    structures_porteuses: list[str] = field(default_factory=list)
    partenaires: list[str] = field(default_factory=list)
    publics: list[str] = field(default_factory=list)
    communes: list[str] = field(default_factory=list)
    calendrier: CalendrierLu = field(default_factory=CalendrierLu)
    statut: str | None = None
    statut_texte: str | None = None
    avancement: int | None = None
    budget: list[MontantLu] = field(default_factory=list)
    indicateurs: list[IndicateurLu] = field(default_factory=list)
    complements: dict[str, str] = field(default_factory=dict)
    fonctions: dict[str, str] = field(default_factory=dict)
    repere: str = ""

    @property
    def rattachement(self) -> list[str]:
        return [] if self.noeud is None else [noeud.titre for noeud in self.noeud.iter_chemin()]

    def build_json(self) -> dict[str, Any]:
        avancement = {} if self.avancement is None else {"avancement": self.avancement}
        return {
            "source": self.source,
            "numero": self.numero,
            "titre": self.titre,
            "rattachement": self.rattachement,
            "description": self.description,
            "pilotes": self.pilotes,
            "structures_porteuses": self.structures_porteuses,
            "partenaires": self.partenaires,
            "publics": self.publics,
            "communes": self.communes,
            "calendrier": self.calendrier.build_json(),
            "statut": {"valeur": self.statut, "texte": self.statut_texte},
            **avancement,
            "budget": [montant.build_json() for montant in self.budget],
            "indicateurs": [indicateur.build_json() for indicateur in self.indicateurs],
        }


# `avertir(code, message, colonne)`: the caller knows the place.
type Avertir = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Intitule:
    """A title of column or a label met in the file: what it was taken for (empty: nothing), and an example under it."""

    texte: str
    champ: str
    exemple: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A table or fiches whose words were not understood: the first rows (number, cells), and what a person is asked.
    `libelles`: of fiches, the labels among which one says the action; of a table, none."""

    feuille: str
    lignes: list[tuple[int, list[str]]]
    message: str
    tableau: int = 0
    libelles: list[str] = field(default_factory=list)

    @property
    def cle(self) -> str:
        """By which the answer is kept, for a table."""
        return get_cle_grille(self.feuille, self.tableau)

    def build_json(self) -> dict[str, Any]:
        lignes = [{"ligne": numero, "cellules": cellules} for numero, cellules in self.lignes]
        lieu = {cle: dit for cle, dit in (("feuille", self.feuille), ("tableau", self.tableau)) if dit}
        libelles = {"libelles": self.libelles} if self.libelles else {}
        code = "libelle" if self.libelles else "titres"
        return {"code": code, "message": self.message, "lieu": lieu, "lignes": lignes, **libelles}


def get_cle_grille(feuille: str, tableau: int) -> str:
    """A table of a text has no name: it is told by its rank."""
    return f"tableau {tableau}" if tableau else feuille


@dataclass(slots=True)
class PlanLu:
    """A whole reading. `intitules`, `statuts`, `sortes` and `feuilles` are what a person may correct, keyed as the
    file writes; `feuilles` says whether each sheet was read."""

    arbre: list[NoeudLu] = field(default_factory=list)
    actions: list[ActionLue] = field(default_factory=list)
    indicateurs_noeuds: list[tuple[NoeudLu, IndicateurLu]] = field(default_factory=list)
    avertissements: list[Avertissement] = field(default_factory=list)
    intitules: dict[str, Intitule] = field(default_factory=dict)
    statuts: dict[str, str | None] = field(default_factory=dict)
    sortes: list[str] = field(default_factory=list)
    feuilles: dict[str, bool] = field(default_factory=dict)
    empreinte: str = ""
    questions: list[Question] = field(default_factory=list)
    # The first and the last year of the convention, when the file says them.
    periode: tuple[int, int] | None = None

    def build_json(self, duree_s: float) -> dict[str, Any]:
        """`questions` stands there only when something must be answered before anything can be read."""
        questions = {"questions": [question.build_json() for question in self.questions]} if self.questions else {}
        return {
            **questions,
            "arbre": [noeud.build_json() for noeud in self.arbre],
            "actions": [action.build_json() for action in self.actions],
            "indicateurs_noeuds": [
                {"numero": noeud.numero, **indicateur.build_json()} for noeud, indicateur in self.indicateurs_noeuds
            ],
            "warnings": [avertissement.build_json() for avertissement in self.avertissements],
            "duree_s": round(duree_s, 3),
        }


@dataclass(frozen=True, slots=True)
class Correspondances:
    """What a person corrected, for files of this shape: titles of columns and labels (folded) to fields, statuses
    (folded) to ours or nothing, words of levels (folded) in their order from the root, sheets to leave out, sheets to
    read although their name says an old version or a model; for a sheet or a table, the row of its titles and the
    column of its actions, from 0; the labels (folded) that say the action in a fiche."""

    champs: dict[str, str] = field(default_factory=dict)
    statuts: dict[str, str | None] = field(default_factory=dict)
    niveaux: tuple[str, ...] = ()
    feuilles_ignorees: tuple[str, ...] = ()
    feuilles_lues: tuple[str, ...] = ()
    entetes: dict[str, tuple[int, int]] = field(default_factory=dict)
    libelles: tuple[str, ...] = ()
