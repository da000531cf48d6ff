"""What a reading knows as it goes: the tree, the actions, the warnings and their places. Pure Python."""

import re
from typing import Any

from convive.plan_action.lecteur_plans.modele import (
    ActionLue,
    Avertissement,
    Cellule,
    Correspondances,
    IndicateurLu,
    Intitule,
    NoeudLu,
    PlanLu,
)
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, fold_mots, is_meme_code, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role, guess_role, with_correction

MAX_RANG = 4
# « Axe 1 – Enfance (suite) » is the axis 1.
SUITE = re.compile(
    r"(?:[\s–—-]*\(\s*(?:suite|fin|suite et fin)(?: \d)?\s*\)|(?:^|\s*[–—-]\s*|\s+)suite(?: et fin)?)\s*$", re.I
)
MAX_EXEMPLE = 60
# What says where, in the order in which it is read.
LIEUX = ("feuille", "ligne", "tableau", "numero", "titre", "colonne")


class Lecteur:
    def __init__(self, corrections: Correspondances) -> None:
        self.corrections = corrections
        self.plan = PlanLu()
        self._noeuds: dict[tuple[int, str, str], NoeudLu] = {}
        # The words of levels in the order in which they were met: the first is the highest.
        self.ordre: list[str] = list(corrections.niveaux)
        self._formes: set[str] = set()
        # The fields that the fiche of each action said, by id.
        self.champs_dits: dict[int, set[str]] = {}
        # The titles (folded) of the tables that a person pointed at, and the column of their actions.
        self.titres_dits: dict[tuple[str, ...], int] = {}
        # The codes of the statuses (folded) that the legend of the file explains.
        self.legende: frozenset[str] = frozenset()

    def warn(self, code: str, message: str, lieu: dict[str, Any]) -> None:
        avertissement = Avertissement(code, message, {cle: lieu[cle] for cle in LIEUX if lieu.get(cle)})
        if avertissement not in self.plan.avertissements[-40:]:
            self.plan.avertissements.append(avertissement)

    def get_role(self, texte: str) -> Role | None:
        """What a title or a label means: what a person said of it, else what its words say."""
        if self.corrections.libelles and fold_mots(texte) in self.corrections.libelles:
            return Role("titre")
        return with_correction(guess_role(texte), texte, self.corrections.champs)

    def note_intitule(self, texte: str, role: Role | None, exemple: str = "") -> None:
        cle = fold_mots(texte)
        if not cle:
            return
        self._formes.add(cle)
        if cle not in self.plan.intitules:
            court = clean_ligne(exemple)
            court = f"{court[: MAX_EXEMPLE - 1]}…" if len(court) > MAX_EXEMPLE else court
            self.plan.intitules[cle] = Intitule(clean_ligne(texte), "" if role is None else role.champ, court)

    def get_formes(self) -> list[str]:
        return sorted(self._formes)

    # --- The tree -------------------------------------------------------------------------------------------------
    def get_noeud(
        self, parent: NoeudLu | None, sorte: str, numero: str | None, titre: str, lieu: dict[str, Any]
    ) -> NoeudLu:
        """The node of this title under this parent, made the first time; a number alone points at it."""
        titre = SUITE.sub("", titre) or titre
        racine = 0 if parent is None else id(parent)
        cle_titre = fold_mots(titre) or fold(titre)
        for cle in ((racine, numero or "", cle_titre), (racine, "", cle_titre) if numero is None else None):
            if cle is not None and cle in self._noeuds:
                return self._noeuds[cle]
        for noeud in self.plan.arbre:
            if noeud.parent is not parent:
                continue
            meme_titre = (fold_mots(noeud.titre) or fold(noeud.titre)) == cle_titre
            meme_numero = numero is not None and noeud.numero == numero
            if meme_titre and (numero is None or noeud.numero is None):
                noeud.numero = noeud.numero or numero
                return noeud
            if meme_numero and (not titre or is_numero_seul(noeud.titre, numero) or is_numero_seul(titre, numero)):
                if is_numero_seul(noeud.titre, numero) and titre:
                    noeud.titre = titre
                return noeud
            if meme_numero and is_proche(noeud.titre, titre):
                if fold_mots(noeud.titre) != cle_titre:
                    self.warn(
                        "titre_different",
                        f"«\u00a0{titre[:60]}\u00a0» a le numéro de «\u00a0{noeud.titre[:60]}\u00a0» ({numero})\u00a0: "
                        "c’est lu comme le même.",
                        lieu,
                    )
                return noeud
        noeud = NoeudLu(sorte, numero, titre, parent, lieu)
        self._noeuds[(racine, numero or "", cle_titre)] = noeud
        self.plan.arbre.append(noeud)
        if sorte and sorte not in self.plan.sortes:
            self.plan.sortes.append(sorte)
        if noeud.rang > MAX_RANG:
            self.warn(
                "trop_de_niveaux", f"Ce niveau est le {noeud.rang}ᵉ\u00a0: un plan en a {MAX_RANG} au plus.", lieu
            )
        return noeud

    def get_noeud_de_texte(self, parent: NoeudLu | None, sorte: str, texte: str, lieu: dict[str, Any]) -> NoeudLu:
        """The same from what a cell or a heading says: « Axe 1 – Petite enfance »."""
        lu = parse_titre(texte)
        return self.get_noeud(parent, lu.sorte or sorte, lu.numero, lu.titre or clean_ligne(texte), lieu)

    def find_noeud(self, numero: str | None, titre: str = "") -> NoeudLu | None:
        for noeud in self.plan.arbre:
            if numero is not None and noeud.numero == numero:
                return noeud
            if titre and fold_mots(noeud.titre) == fold_mots(titre):
                return noeud
        return None

    def find_action(self, numero: str | None, titre: str = "") -> ActionLue | None:
        par_numero = [action for action in self.plan.actions if is_meme_code(action.numero, numero)]
        if len(par_numero) == 1:
            return par_numero[0]
        par_titre = [action for action in self.plan.actions if titre and fold_mots(action.titre) == fold_mots(titre)]
        return par_titre[0] if len(par_titre) == 1 else None

    def add_indicateur_noeud(self, noeud: NoeudLu, indicateurs: list[IndicateurLu]) -> None:
        self.plan.indicateurs_noeuds += [(noeud, indicateur) for indicateur in indicateurs]

    # --- Levels met as headings --------------------------------------------------------------------------------------
    def place(
        self, pile: list[tuple[str, NoeudLu]], sorte: str, numero: str | None, titre: str, lieu: dict[str, Any]
    ) -> None:
        """Open a level in `pile`, closing those that it ends: a known word goes back to its rank, a new one deeper."""
        if sorte not in self.ordre:
            self.ordre.append(sorte)
        rang = self.ordre.index(sorte)
        while pile and self._get_ordre(pile[-1][0]) >= rang:
            pile.pop()
        parent = pile[-1][1] if pile else None
        # The sorts of headings without a word are our own names for them.
        noeud = self.get_noeud(parent, "" if sorte.startswith("_") else sorte, numero, titre, lieu)
        pile.append((sorte, noeud))

    def sort_niveaux[T](self, niveaux: list[T], sortes: list[str]) -> list[T]:
        """Columns or labels in the order that a person gave to their words; as they stand when nobody did."""
        dits = {sorte: rang for rang, sorte in enumerate(self.corrections.niveaux)}
        if any(sorte not in dits for sorte in sortes):
            return niveaux
        rangs = sorted(range(len(niveaux)), key=lambda rang: dits[sortes[rang]])
        return [niveaux[rang] for rang in rangs]

    def _get_ordre(self, sorte: str) -> int:
        return self.ordre.index(sorte) if sorte in self.ordre else -1


def is_numero_seul(titre: str, numero: str | None) -> bool:
    """« Axe 1 » says no more than « 1 »."""
    lu = parse_titre(titre)
    return numero is not None and (titre == numero or (lu.numero == numero and not lu.titre))


def is_proche(a: str, b: str) -> bool:
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(fold_mots(a), fold_mots(b)) >= 85)


def get_premiere(cellules: list[Cellule]) -> str:
    return next((cellule.texte for cellule in cellules if cellule), "")
