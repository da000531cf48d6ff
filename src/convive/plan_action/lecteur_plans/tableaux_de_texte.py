"""The tables of a text document: lists of actions, fiches, figures of the fiche above. Pure Python."""

from collections.abc import Sequence
from typing import Any

from convive.plan_action.lecteur_plans.barres import restore_fiche
from convive.plan_action.lecteur_plans.complements import read_complement
from convive.plan_action.lecteur_plans.dispositions import Disposition, find_disposition
from convive.plan_action.lecteur_plans.fiche_action import build_action, read_tableau
from convive.plan_action.lecteur_plans.fiches import TABLEAU, Entree, Fiche
from convive.plan_action.lecteur_plans.horizon import MAX_TITRE, Horizon
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.lecture_fiches import read_fiches
from convive.plan_action.lecteur_plans.marges import say_colonnes
from convive.plan_action.lecteur_plans.modele import ActionLue, Bloc, Cellule, Grille, NoeudLu
from convive.plan_action.lecteur_plans.petits_tableaux import read_argent
from convive.plan_action.lecteur_plans.table import Entete, get_fin
from convive.plan_action.lecteur_plans.tableaux import LectureTable
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, parse_titre


class TableauxDeTexte(Horizon):
    """Where one is in a text: levels open above, the fiche that is being read, the last action."""

    def __init__(self, lecteur: Lecteur, blocs: Sequence[Bloc]) -> None:
        super().__init__(lecteur, blocs)
        # The paragraphs that stand under no fiche.
        self.hors: list[str] = []
        self.pile: list[tuple[str, NoeudLu]] = []
        self.fiche: Fiche | None = None
        self.attente: Entree | None = None
        self.fiches = 0
        # The last action of a fiche, while no other title follows it.
        self.derniere: ActionLue | None = None
        # A heading just above a table, which may be the title of its fiche.
        self.titre_dessus: tuple[str, str | None] | None = None
        # The actions that a table lists, one row each.
        self.listees: set[int] = set()
        # The titles of the last table of actions, and the levels that its title rows left open.
        self.suite: tuple[tuple[str, ...], list[tuple[str, NoeudLu]]] | None = None

    def _close(self) -> None:
        fiche, self.fiche, self.attente = self.fiche, None, None
        if fiche is None or fiche.is_vide:
            return
        if not fiche.entrees:
            # A title with nothing under it yet: its table may follow.
            self.titre_dessus = (fiche.titre, fiche.numero)
            return
        self.titre_dessus = None
        self.fiches += 1
        self.derniere = build_action(
            self.lecteur, fiche, {"fiche": self.fiches}, self.pile, {"numero": fiche.numero, "titre": fiche.titre}
        )

    def _read_tableau(self, grille: Grille) -> None:
        restore_fiche(self.lecteur, grille)
        lue = find_disposition(self.lecteur, grille)
        entetes = lue.entetes
        if lue.disposition is Disposition.COLONNES:
            self._close()
            self.titre_dessus = None
            for tourne in lue.tournes:
                self._read_bandeaux(grille, tourne.debut)
                self._read_liste(tourne.grille, tourne.entetes)
            return
        if lue.disposition is Disposition.LISTE:
            self._close()
            self.titre_dessus = None
            self._read_bandeaux(grille, entetes[0].debut)
            self._read_liste(grille, entetes)
            return
        if lue.disposition is Disposition.FICHES:
            self._close()
            self._read_fiches(grille)
            return
        if self._read_dans_fiche(grille, entetes):
            return
        if entetes:
            self._close()
            read_complement(self.lecteur, grille, entetes[0], len(grille.rangees), is_csv=False)
            return
        self.lecteur.warn(
            "tableau_ignore",
            "Ce tableau ne contient pas d’actions\u00a0: il n’est pas repris.",
            {"tableau": grille.tableau},
        )

    def _read_liste(self, grille: Grille, entetes: list[Entete]) -> None:
        for rang, entete in enumerate(entetes):
            fin = get_fin(grille, entetes, rang)
            for colonne, texte in entete.textes.items():
                self.lecteur.note_intitule(texte, entete.roles.get(colonne), "")
            # The same titles again with no heading between: the table goes on, its title rows too.
            titres = tuple(entete.textes.values())
            is_suite = self.suite is not None and self.suite[0] == titres
            pile = self.suite[1] if self.suite is not None and is_suite else self.pile
            lecture = LectureTable(self.lecteur, grille, entete, pile)
            lecture.base = len(self.pile)
            avant = len(self.lecteur.plan.actions)
            lecture.read(fin)
            self.listees |= {id(action) for action in self.lecteur.plan.actions[avant:]}
            self.suite = (titres, lecture.suite.pile)
            say_colonnes(self.lecteur, grille, entete, fin)

    def _read_bandeaux(self, grille: Grille, debut: int) -> None:
        """« Axe 1 : Enfance » on a row of the table, above its titles."""
        for rangee in grille.rangees[:debut]:
            texte = " ".join(clean_ligne(cellule.texte) for cellule in rangee.cellules if cellule)
            lu = parse_titre(texte)
            is_dit = lu.numero is not None or (":" in texte and bool(lu.titre))
            if lu.is_niveau and is_dit and len(texte) <= MAX_TITRE:
                self.lecteur.place(self.pile, lu.sorte, lu.numero, lu.titre or texte, {"tableau": grille.tableau})
                self.suite = None
            else:
                self.hors.append(texte)

    def _read_fiches(self, grille: Grille) -> None:
        fiches = read_fiches(self.lecteur, grille)
        titre, numero = self.titre_dessus or ("", None)
        self.titre_dessus = None
        lieu = {"tableau": grille.tableau}
        for rang, fiche in enumerate(fiches):
            if rang == 0 and not fiche.has("titre"):
                if titre and (not fiche.titre or parse_titre(fiche.titre).is_niveau):
                    fiche.titre = titre
                fiche.numero = fiche.numero or numero
            elif rang == 0 and numero is not None and fiche.numero is None:
                fiche.numero = numero
            lue = build_action(self.lecteur, fiche, {"tableau": grille.tableau}, self.pile, lieu)
            self.derniere = lue or self.derniere

    def _read_dans_fiche(self, grille: Grille, entetes: list[Any]) -> bool:
        """A table of indicators or of money inside a fiche written as a text, or just after the table of one."""
        is_sien = read_argent(grille) is not None or (
            bool(entetes) and bool(entetes[0].list_colonnes("indicateur", "budget", "financement", "financeurs"))
        )
        if not is_sien:
            return False
        entree = Entree("", TABLEAU, Cellule(grilles=(grille,)))
        if self.fiche is not None and (self.fiche.titre or self.fiche.has("titre")):
            self.fiche.entrees.append(entree)
            return True
        if self.derniere is None:
            return False
        read_tableau(self.lecteur, self.derniere, entree, {"titre": self.derniere.titre})
        return True
