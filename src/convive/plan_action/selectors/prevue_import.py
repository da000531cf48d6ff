"""What a file of actions would do, once its names are matched: each action as it would be, and what it changes."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convive.plan_action.lecteur_plans import TOUTES, ActionLue, PlanLu, write_bornes
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.rapprochement import Rapproche, get_nom_niveau
from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import euros, nombre_accorde
from convive.socle.noms import fold_nom

EN_CLAIR, CREER = "", "creer"


@dataclass(slots=True)
class ActionPrevue:
    """`valeurs` are the plain fields that the file says; `cartes` the names by list, as they were matched; `avant`
    is the action of the plan that it is already; `changes` what would differ: field, before, after. `completes` are the
    lists that the file says whole: what they leave out is taken out."""

    lue: ActionLue
    valeurs: dict[str, Any]
    pilotes: list[str]
    partenaires: list[str]
    porteuse: str | None
    thematiques: list[UUID]
    clair: list[str]
    avant: FicheAction | None = None
    # An action of the plan that has its number and another title: a person says whether it is the same.
    doute: FicheAction | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    is_deplacee: bool = False
    completes: frozenset[str] = frozenset()
    # The thématiques that its axis says, and not the file.
    themes_devines: list[str] = field(default_factory=list)

    def list_reperes(self) -> list[str]:
        """What a person checks at a glance before an action is created: who carries it, where, when, how much."""
        statut = Statut(self.valeurs.get("statut") or Statut.A_PREPARER).libelle
        calendrier = self.lue.calendrier.texte or write_bornes(self.lue.calendrier)
        charges = sum(m.montant for m in self.lue.budget if m.sens == "charge")
        communes = ["toutes" if commune == TOUTES else commune for commune in self.lue.communes]
        produits = sum(m.montant for m in self.lue.budget if m.sens == "produit")
        return [
            *([f"Pilote\u00a0: {', '.join(self.lue.pilotes)}"] if self.lue.pilotes else []),
            *([f"Porté par\u00a0: {', '.join(porteuses)}"] if (porteuses := self.lue.structures_porteuses) else []),
            *([f"Communes\u00a0: {', '.join(communes)}"] if communes else []),
            f"Statut\u00a0: {statut}" + (f", {self.lue.avancement}\u00a0%" if self.lue.avancement is not None else ""),
            *([f"Calendrier\u00a0: {calendrier}"] if calendrier else []),
            *([f"Dépenses\u00a0: {euros(charges)}"] if charges else []),
            *([f"Recettes\u00a0: {euros(produits)}"] if produits else []),
            *([f"Indicateurs\u00a0: {len(self.lue.indicateurs)}"] if self.lue.indicateurs else []),
            *([f"Thématique, d’après l’axe\u00a0: {', '.join(self.themes_devines)}"] if self.themes_devines else []),
        ]

    @property
    def cle(self) -> str:
        """What tells this action from the others of the file, read again or not."""
        return fold_nom(f"{self.lue.numero or ''} {self.lue.titre}")

    @property
    def is_brouillon(self) -> bool:
        """Created from a word that says that nothing began, « À lancer », or from no word at all."""
        return self.avant is None and self.lue.statut in (None, Statut.A_PREPARER)

    @property
    def is_changee(self) -> bool:
        return self.avant is not None and bool(self.changes)


@dataclass(slots=True)
class Prevision:
    plan: PlanLu
    actions: list[ActionPrevue]
    personnes: dict[str, Rapproche]
    organisations: dict[str, Rapproche]
    choix_personnes: dict[str, str]
    choix_organisations: dict[str, str]
    # Named as pilotes in the file, and bodies all the same.
    structures_pilotes: set[str] = field(default_factory=set)
    # The status that the drafts of the file take, chosen or proposed; « à préparer » when it is empty.
    brouillons: str = ""

    @property
    def organisations_pilotes(self) -> list[str]:
        """Those that a column « Pilote » names, in the order of the alphabet."""
        return sorted(self.structures_pilotes, key=str.casefold)

    def list_brouillons(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.is_brouillon]

    def list_mots_brouillons(self) -> list[tuple[str, list[str]]]:
        """The words of the file that make a draft, with the titles of its actions; « » when it says nothing."""
        par_mot: dict[str, list[str]] = {}
        for action in self.list_brouillons():
            par_mot.setdefault(action.lue.statut_texte or "", []).append(action.lue.titre)
        return sorted(par_mot.items(), key=lambda mot: (-len(mot[1]), mot[0]))

    @property
    def creees(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.avant is None]

    @property
    def changees(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.is_changee]

    @property
    def douteuses(self) -> list[ActionPrevue]:
        return [action for action in self.actions if action.doute is not None]

    def list_bilan(self) -> list[str]:
        """How many actions would be created, changed, left as they are, and under which levels: never a zero."""
        comptes = (
            (len(self.creees), "action à créer", "actions à créer"),
            (len(self.changees), "action à modifier", "actions à modifier"),
            (self.inchangees, "action sans changement", "actions sans changement"),
        )
        sortes = Counter(noeud.sorte for noeud in self.plan.arbre)
        niveaux = [f"{get_nom_niveau(sorte) if sorte else 'Titre'} ({nombre})" for sorte, nombre in sortes.items()]
        return [
            *(nombre_accorde(nombre, un, plusieurs) for nombre, un, plusieurs in comptes if nombre),
            *([f"Niveaux au-dessus\u00a0: {', '.join(niveaux)}"] if niveaux else []),
        ]

    @property
    def inchangees(self) -> int:
        return len(self.actions) - len(self.creees) - len(self.changees)

    @property
    def is_vide(self) -> bool:
        return not self.creees and not self.changees
