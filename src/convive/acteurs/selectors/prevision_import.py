"""What an import is about to write: cards with their changes, rows with their effects, counts. Nothing is read here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convive.acteurs.models import Fonction, LienOrganisations, Organisation, Personne
from convive.socle.noms import fold_nom

# An error that most rows share has one cause, often a column: it is said once, before the rows.
MIN_FREQUENTE, MAX_FREQUENTES = 3, 3
# A page says what is wrong first, and enough of the rest to see what the file does.
MAX_LIGNES_MONTREES = 50
MOTS = {Organisation: "organisation", Personne: "contact", Fonction: "fonction", LienOrganisations: "lien"}


@dataclass(eq=False, slots=True)
class FichePrevue:
    """A card with what the file says of it. `ecrits` gives, for each field that it sets, the row that did first."""

    objet: Any
    is_creation: bool
    numero: int
    changes: dict[str, Any] = field(default_factory=dict)
    ecrits: dict[str, Any] = field(default_factory=dict)
    thematiques: frozenset[UUID] = frozenset()
    thematiques_ajoutees: set[UUID] = field(default_factory=set)
    communes_ajoutees: set[str] = field(default_factory=set)

    @property
    def is_changee(self) -> bool:
        return not self.is_creation and bool(self.champs)

    @property
    def champs(self) -> list[str]:
        """The fields that change, as the page names them."""
        lists = {"thematiques": self.thematiques_ajoutees, "communes": self.communes_ajoutees}
        names = [*self.changes, *(champ for champ, added in lists.items() if added)]
        return [str(self.objet._meta.get_field(champ).verbose_name) for champ in names if champ != "siren"]

    def get(self, champ: str) -> Any:
        """The value once the file is written."""
        return self.changes.get(champ, getattr(self.objet, champ))

    def write(self, valeurs: Mapping[str, Any]) -> list[str]:
        """Take these values; the fields that an earlier row of the file said otherwise, which are not taken."""
        refused = []
        for champ, valeur in valeurs.items():
            if champ in self.ecrits and not are_pareils(champ, self.ecrits[champ], valeur):
                refused.append(champ)
            elif champ not in self.ecrits:
                self.ecrits[champ] = valeur
                if self.is_creation or not are_pareils(champ, getattr(self.objet, champ), valeur):
                    self.changes[champ] = valeur
        return refused


@dataclass(slots=True)
class LignePrevue:
    """A row as the page shows it: `effets` is what it does, empty when everything is there already."""

    numero: int
    libelle: str
    effets: list[str] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)
    avertissements: list[str] = field(default_factory=list)

    @property
    def etat(self) -> str:
        return "erreur" if self.erreurs else "ecrite" if self.effets else "ignoree"


@dataclass(slots=True)
class PlanLignes:
    """What a file would do, row by row; each kind of import adds what it would write, and counts it."""

    lignes: list[LignePrevue] = field(default_factory=list)

    @property
    def is_vide(self) -> bool:
        raise NotImplementedError

    @property
    def bilan(self) -> dict[str, int]:
        raise NotImplementedError

    @property
    def bilan_lignes(self) -> dict[str, int]:
        """How many rows do nothing, and how many are to correct."""
        ignorees = sum(ligne.etat == "ignoree" for ligne in self.lignes)
        return {"ignorees": ignorees, "erreurs": len(self.en_erreur)}

    @property
    def en_erreur(self) -> list[LignePrevue]:
        return [ligne for ligne in self.lignes if ligne.erreurs]

    @property
    def erreurs_frequentes(self) -> list[tuple[str, int]]:
        """What several rows are refused for, with how many, the most frequent first."""
        counts = Counter(phrase for ligne in self.lignes for phrase in ligne.erreurs)
        return [(phrase, nombre) for phrase, nombre in counts.most_common(MAX_FREQUENTES) if nombre >= MIN_FREQUENTE]


@dataclass(frozen=True, slots=True)
class Apercu:
    """What a page shows of a plan: `montrees` are the first rows that do something or have to be looked at, of
    `nombre`, those to correct first; `en_erreur` counts these."""

    is_vide: bool
    en_erreur: int
    erreurs_frequentes: list[tuple[str, int]]
    bilan: dict[str, int]
    montrees: list[LignePrevue]
    nombre: int


def build_apercu(plan: PlanLignes) -> Apercu:
    montrees = [ligne for ligne in plan.lignes if ligne.etat != "ignoree" or ligne.avertissements]
    lignes = sorted(montrees, key=lambda ligne: not ligne.erreurs)
    return Apercu(
        plan.is_vide,
        len(plan.en_erreur),
        plan.erreurs_frequentes,
        plan.bilan,
        lignes[:MAX_LIGNES_MONTREES],
        len(lignes),
    )


@dataclass(slots=True)
class Plan(PlanLignes):
    """Beside the rows, the cards that the good ones name, those that do not change too."""

    organisations: list[FichePrevue] = field(default_factory=list)
    personnes: list[FichePrevue] = field(default_factory=list)
    fonctions: list[FichePrevue] = field(default_factory=list)
    liens: list[FichePrevue] = field(default_factory=list)

    @property
    def fiches(self) -> list[FichePrevue]:
        return [*self.organisations, *self.personnes, *self.fonctions, *self.liens]

    @property
    def is_vide(self) -> bool:
        return not any(fiche.is_creation or fiche.is_changee for fiche in self.fiches)

    @property
    def bilan(self) -> dict[str, int]:
        sortes = {"organisations": self.organisations, "personnes": self.personnes}
        sortes |= {"fonctions": self.fonctions, "liens": self.liens}
        counts = {f"{nom}_creees": sum(f.is_creation for f in fiches) for nom, fiches in sortes.items()}
        counts |= {f"{nom}_changees": sum(f.is_changee for f in fiches) for nom, fiches in sortes.items()}
        return counts | self.bilan_lignes


def are_pareils(champ: str, gauche: Any, droite: Any) -> bool:
    """Names whatever their accents, addresses whatever their case, texts whatever their spaces."""
    if champ in ("nom", "prenom", "intitule"):
        return fold_nom(gauche) == fold_nom(droite)
    if isinstance(gauche, str) and isinstance(droite, str):
        left, right = " ".join(gauche.split()), " ".join(droite.split())
        return left == right or (champ == "email" and left.casefold() == right.casefold())
    return bool(gauche == droite)
