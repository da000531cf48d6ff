"""Rows that say one thing: the level under which the actions below stand, or a note. Pure Python."""

import re
from itertools import pairwise
from typing import Any

from convive.plan_action.lecteur_plans.lecteur import is_numero_seul
from convive.plan_action.lecteur_plans.modele import Cellule, Rangee
from convive.plan_action.lecteur_plans.niveaux import LectureNiveaux
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.statuts import PAR_MOT
from convive.plan_action.lecteur_plans.valeurs.textes import (
    TitreNumerote,
    clean_ligne,
    fold,
    fold_mots,
    get_profondeur,
    is_absence,
    is_infinitif,
    parse_code,
    parse_titre,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import NIVEAUX_POSSIBLES, split_titre_double

MAX_TITRE_SECTION = 220
NOTE = re.compile(
    r"\*|(?:nb|n\.b|nota|notes?|remarques?|sources?|legende|mise a jour|maj|version|document|derniere|date de|edite|"
    r"fichier|statuts? possible|voir|cf|lecture|imprime|p\.|page|actualise|etabli|signature|fait a|contact)\b[ :.]?"
)

# Between a level and its action, in one cell.
COUPURE = re.compile(r"\n+|\s+[/>→|]\s+")


class LectureSections(LectureNiveaux):
    """The title rows of a table."""

    # --- Title rows -------------------------------------------------------------------------------------------------
    def _read_section(self, rangee: Rangee, remplies: list[tuple[int, Cellule]]) -> bool:
        """A row that says one thing: a level, or a note under the table."""
        textes = list(dict.fromkeys(clean_ligne(cellule.texte) for _, cellule in remplies))
        colonne, cellule = remplies[0]
        texte = textes[0]
        lu = parse_titre(" ".join(textes) if len(textes) == 2 and self._is_numero_et_titre(remplies) else texte)
        if len(textes) == 2 and self._is_numero_et_titre(remplies):
            texte = " ".join(textes)
        elif self._is_numero_parent(rangee, remplies):
            lu = TitreNumerote("", parse_code(remplies[0][1].texte), textes[-1])
            self._open_section(rangee, lu, textes[-1], remplies[1][1], is_large=False)
            return True
        elif len(textes) > 1:
            return self._read_section_chiffree(rangee, remplies, lu)
        if cellule.nombre is not None or cellule.jour is not None:
            return False
        if (NOTE.match(fold(texte)) and not lu.is_niveau) or len(texte) > MAX_TITRE_SECTION:
            if colonne == self.titre and not NOTE.match(fold(texte)):
                return False
            self.warn("ligne_ignoree", f"«\u00a0{texte[:60]}\u00a0» n’est pas une action.", rangee.numero)
            return True
        if lu.is_action:
            return False
        fusion = self.grille.get_fusion(rangee.numero, colonne)
        is_large = fusion is not None and fusion.colonne_fin - fusion.colonne >= max(
            1, min(3, len(self.entete.textes) // 2)
        )
        is_unique_niveau = colonne in self.niveaux and not is_large
        if is_unique_niveau:
            return False
        if not (lu.is_niveau or is_large):
            if colonne == self.titre or (colonne in self.entete.roles and colonne > self.titre):
                # Alone in the column of actions, it is an action that says nothing else, unless it stands out.
                is_distinct = colonne == self.titre and self._is_distinct(cellule, texte, lu.numero)
                if not is_distinct:
                    return False
            elif (
                self.titre >= 0
                and colonne in self.entete.list_colonnes("numero")
                and not re.search(r"[^\W\d_]{3}", texte)
            ):
                return False
        if fold_mots(texte) in PAR_MOT or is_absence(texte):
            return True
        self._open_section(rangee, lu, texte, cellule, is_large)
        return True

    def _is_numero_et_titre(self, remplies: list[tuple[int, Cellule]]) -> bool:
        """« 1 | Petite enfance » and nothing else, the number in a column of numbers or before the title."""
        if len(remplies) != 2:
            return False
        (colonne, cellule), (autre, _) = remplies
        court = clean_ligne(cellule.texte)
        lu = parse_titre(court)
        return autre <= max(self.titre, colonne + 1) and lu.is_niveau and not lu.titre

    def _is_numero_parent(self, rangee: Rangee, remplies: list[tuple[int, Cellule]]) -> bool:
        """« 1 | Éducation » alone on its row, above « 1.1 », « 1.2 »: the level of which they are."""
        if [colonne for colonne, _ in remplies] != [*self.entete.list_colonnes("numero")[:1], self.titre]:
            return False
        numero = parse_code(remplies[0][1].texte)
        suivante = next((r for r in self.grille.rangees if r.numero > rangee.numero and any(r.cellules)), None)
        if numero is None or suivante is None:
            return False
        code = parse_code(get_cellule(suivante, remplies[0][0]).texte)
        return code is not None and code.startswith(f"{numero}.")

    def _read_section_chiffree(self, rangee: Rangee, remplies: list[tuple[int, Cellule]], lu: Any) -> bool:
        """« AXE 1 – Petite enfance » with a subtotal or indicators on its row: a level all the same."""
        colonne, cellule = remplies[0]
        if not lu.is_niveau or colonne in self.niveaux:
            return False
        titre = clean_ligne(get_cellule(rangee, self.titre).texte)
        if titre and self.titre != colonne:
            return False
        fusion = self.grille.get_fusion(rangee.numero, colonne)
        reste = [(place, autre) for place, autre in remplies[1:]]
        champs = {self.entete.roles[place].champ for place, _ in reste if place in self.entete.roles}
        if (
            not champs
            <= {
                "indicateur",
                "unite",
                "reference",
                "cible",
                "valeur",
                "budget",
                "financement",
                "avancement",
                "annee",
                "annee_douteuse",
            }
            and fusion is None
        ):
            return False
        self._open_section(rangee, lu, cellule.texte, cellule, fusion is not None)
        noeud = self.suite.pile[-1][1]
        indicateurs = self._read_indicateurs(rangee)
        self.lecteur.add_indicateur_noeud(noeud, indicateurs)
        if champs & {"budget", "financement", "avancement"}:
            self.warn(
                "total_de_niveau",
                "Les chiffres de cette ligne sont ceux d’un niveau\u00a0: ils ne sont pas repris.",
                rangee.numero,
            )
        return True

    def _is_distinct(self, cellule: Cellule, texte: str, numero: str | None) -> bool:
        """Bold or in capitals where actions are not, or with a number that opens those of the actions under it."""
        autres = [
            autre
            for r in self.grille.rangees[self.entete.fin + 1 :]
            if (autre := get_cellule(r, self.titre)) and sum(bool(c) for c in r.cellules) > 1
        ]
        if not autres:
            return False
        gras = sum(autre.is_gras for autre in autres)
        majuscules = sum(autre.texte.isupper() for autre in autres)
        if cellule.is_gras and gras * 4 <= len(autres):
            return True
        if texte.isupper() and len(texte) > 4 and majuscules * 4 <= len(autres):
            return True
        numeros = [parse_titre(autre.texte).numero for autre in autres]
        if numero is not None:
            return not any(numeros) or any(n is not None and n.startswith(f"{numero}.") for n in numeros)
        # « Petite enfance » alone on its row, from the first row on, among « Ouvrir un lieu », « Former ».
        seules = [r for r in self.grille.rangees[self.entete.fin + 1 :] if sum(map(bool, r.cellules)) == 1]
        themes = [r.numero for r in seules if not is_infinitif(get_cellule(r, self.titre).texte)]
        premiere = next((r.numero for r in self.grille.rangees[self.entete.fin + 1 :] if any(r.cellules)), 0)
        is_suivie = not any(b - a == 1 for a, b in pairwise(themes))
        is_themes = len(themes) > 1 and themes[0] == premiere and is_suivie and not is_infinitif(texte)
        return is_themes and sum(is_infinitif(autre.texte) for autre in autres) * 3 >= len(autres) * 2

    def _open_section(self, rangee: Rangee, lu: Any, texte: str, cellule: Cellule, is_large: bool) -> None:
        if lu.sorte:
            sorte = lu.sorte
        elif lu.numero is not None:
            sorte = f"_numero{get_profondeur(lu.numero)}"
        else:
            sorte = f"_forme{int(cellule.is_gras)}{int(texte.isupper())}{int(is_large)}"
        pile = self.suite.pile
        titre = lu.titre or clean_ligne(texte)
        # Two title rows of the same look with nothing between them: the second is under the first.
        if (
            not lu.sorte
            and lu.numero is None
            and pile
            and pile[-1][0] == sorte
            and self.suite.actions == 0
            and self.suite.rangee == -rangee.numero + 1
        ):
            sorte = f"{sorte}+"
        if self._absorb_numero(lu, titre):
            return
        self.lecteur.place(pile, sorte, lu.numero, titre, self.get_lieu(rangee.numero))
        self.suite.colonnes, self.suite.action, self.suite.noeud = {}, None, pile[-1][1]
        self.suite.actions, self.suite.rangee = 0, -rangee.numero

    def _cut_niveau(self, rangee: Rangee, texte: str) -> str:
        """« Axe 1 : Enfance / Ouvrir un lieu » under « Axe / Action »: the title of the action, its level open."""
        doubles = split_titre_double(self.entete.textes.get(self.titre, ""))
        is_niveau = doubles is not None and bool({"niveau", *NIVEAUX_POSSIBLES} & {*doubles})
        parts = COUPURE.split(texte, maxsplit=1) if is_niveau else []
        lu = parse_titre(parts[0]) if len(parts) == 2 else None
        if lu is None or not lu.is_niveau or lu.numero is None or not parts[1].strip():
            return clean_ligne(texte)
        self.lecteur.place(self.suite.pile, lu.sorte, lu.numero, lu.titre or parts[0], self.get_lieu(rangee.numero))
        phrase = f"«\u00a0{clean_ligne(texte)[:80]}\u00a0» est lu en deux\u00a0: un niveau, puis son action."
        self.warn("titre_coupe", phrase, rangee.numero, self.titre, clean_ligne(parts[1]))
        return clean_ligne(parts[1])

    def _absorb_numero(self, lu: Any, titre: str) -> bool:
        """« AXE 1 » on one row, « Petite enfance » on the next: one level, on two rows."""
        pile = self.suite.pile
        if lu.sorte or lu.numero is not None or not pile or len(pile) <= self.base:
            return False
        noeud = pile[-1][1]
        if self.suite.actions == 0 and is_numero_seul(noeud.titre, noeud.numero):
            noeud.titre = titre
            return True
        return False
