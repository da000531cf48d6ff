"""Rows of a table into actions: levels filled down, title rows, merged cells, totals, rows that go on. Pure Python."""

import re
from typing import Any

from convive.plan_action.rules.lecture.champs import put_champ, put_financeurs
from convive.plan_action.rules.lecture.lecteur import is_numero_seul
from convive.plan_action.rules.lecture.modele import (
    ActionLue,
    Cellule,
    Rangee,
)
from convive.plan_action.rules.lecture.niveaux import LectureNiveaux
from convive.plan_action.rules.lecture.statuts import PAR_MOT
from convive.plan_action.rules.lecture.table import get_cellule
from convive.plan_action.rules.lecture.textes import (
    TitreNumerote,
    clean_ligne,
    fold,
    fold_mots,
    get_profondeur,
    is_absence,
    parse_code,
    parse_titre,
)

MAX_TITRE_SECTION = 220
TOTAL = re.compile(
    r"(?:sous[ -]?)?total(?:e|aux)?\b(?!\w)|totaux\b|ensemble (?:de la |du |des )?(?:ctg|plan|actions?|axes?)\b|"
    r"montant total\b|cout total\b|budget total\b|cumul\b|somme\b|σ|moyenne\b|nombre (?:total )?d'actions?\b|"
    r"nb d'actions?\b|total$"
)
NOTE = re.compile(
    r"\*|(?:nb|n\.b|nota|notes?|remarques?|sources?|legende|mise a jour|maj|version|document|derniere|date de|edite|"
    r"fichier|statuts? possible|voir|cf|lecture|imprime|p\.|page|actualise|etabli|signature|fait a|contact)\b[ :.]?"
)


class LectureTable(LectureNiveaux):
    """One table under one row of titles, in the sheet or the document where it stands."""

    # --- Rows -----------------------------------------------------------------------------------------------------
    def read(self, fin: int) -> None:
        """The rows from under the titles to rank `fin`, excluded."""
        rangees = self.grille.rangees[self.entete.fin + 1 : fin]
        masquees = [rangee.numero for rangee in rangees if rangee.is_masquee]
        for rangee in rangees:
            self._read_rangee(rangee)
        if masquees:
            debut = ", ".join(map(str, masquees[:8]))
            suite = "…" if len(masquees) > 8 else ""
            self.warn("ligne_masquee", f"Des lignes masquées ont été lues\u00a0: {debut}{suite}.", masquees[0])

    def _read_rangee(self, rangee: Rangee) -> None:
        remplies = [(colonne, cellule) for colonne, cellule in enumerate(rangee.cellules) if cellule]
        if not remplies or self._is_entete_repete(rangee):
            return
        if self._is_total(remplies):
            texte = remplies[0][1].texte
            self.warn(
                "ligne_total",
                f"«\u00a0{clean_ligne(texte)[:60]}\u00a0» est un total\u00a0: ce n’est pas une action.",
                rangee.numero,
            )
            return
        if self._read_section(rangee, remplies):
            return
        self._read_niveaux(rangee)
        titre = clean_ligne(self._get(rangee, self.titre).texte)
        if not titre and self._read_sans_sous_action(rangee, remplies):
            return
        if not titre or self._is_meme_action(rangee):
            self._continue(rangee, remplies)
            return
        if is_absence(titre) and len(remplies) <= 3:
            return
        self._start_action(rangee, titre)

    def _read_sans_sous_action(self, rangee: Rangee, remplies: list[tuple[int, Cellule]]) -> bool:
        """« Action | Sous-action » where this action has none: it is an action itself, with what its row says."""
        parente = self.entete.parente
        if parente < 0 or not get_cellule(rangee, parente):
            return False
        if not any(colonne > self.titre and colonne in self.entete.roles for colonne, _ in remplies):
            return False
        dessus = self.suite.colonnes.pop(parente, None)
        self._start_action(rangee, clean_ligne(get_cellule(rangee, parente).texte))
        if dessus is not None:
            self.suite.colonnes[parente] = dessus
        return True

    def _is_meme_action(self, rangee: Rangee) -> bool:
        return self._is_couverte(rangee, self.titre) and self.suite.action is not None

    def _is_entete_repete(self, rangee: Rangee) -> bool:
        titres = {colonne: fold(texte) for colonne, texte in self.entete.textes.items()}
        memes = sum(fold(get_cellule(rangee, colonne).texte) == texte for colonne, texte in titres.items())
        return len(titres) > 1 and memes * 3 >= len(titres) * 2

    def _is_total(self, remplies: list[tuple[int, Cellule]]) -> bool:
        debut = [cellule for colonne, cellule in remplies if cellule.nombre is None][:2]
        # « Total » opens or ends what names the row; in a description it is only a word.
        for colonne, cellule in remplies:
            if cellule not in debut or (colonne > max(self.titre, 1) + 1 and colonne != remplies[0][0]):
                continue
            folded = fold(cellule.texte).strip(" :.-–—*")
            if TOTAL.match(folded) and len(folded) <= 70 and not re.search(r"\bet\b.*\baction", folded):
                autres = [
                    c
                    for p, c in remplies
                    if p != colonne
                    and c.nombre is None
                    and not re.search(r"[\d€]", c.texte)
                    and not is_absence(c.texte)
                ]
                if len(autres) <= 1:
                    return True
        return False

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
        return numero is not None and any(n is not None and n.startswith(f"{numero}.") for n in numeros)

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

    # --- Actions ----------------------------------------------------------------------------------------------------
    def _start_action(self, rangee: Rangee, titre: str) -> None:
        lu = parse_titre(titre)
        numero = None
        for colonne in self.entete.list_colonnes("numero"):
            numero = numero or parse_code(self._get(rangee, colonne).texte)
        # « 1.1 Ouvrir un lieu »; a word of level in the title of an action is its own word.
        if lu.numero is not None and (lu.is_action or not lu.sorte) and lu.titre:
            # The same number twice, or a number that only the title says.
            if numero is None or numero.replace(" ", "") == lu.numero or numero.endswith(lu.numero):
                numero, titre = numero or lu.numero, lu.titre
            elif lu.is_action:
                titre = lu.titre
        elif lu.is_action and lu.numero is None and lu.titre:
            titre = lu.titre
        elif lu.is_action and lu.numero is not None and not lu.titre:
            numero = numero or lu.numero
        noeud = self._build_noeud(rangee.numero)
        action = ActionLue(self.get_source(rangee.numero), titre, numero, noeud)
        self.suite.action, self.suite.rangee, self.suite.noeud = action, rangee.numero, noeud
        self.suite.actions += 1
        self.lecteur.plan.actions.append(action)
        self._put(action, rangee, is_suite=False)

    def _continue(self, rangee: Rangee, remplies: list[tuple[int, Cellule]]) -> None:
        """A row without a title: more of the action above (indicators, amounts, partners), or of a level."""
        propres = {
            colonne: self.entete.roles[colonne].champ
            for colonne, _ in remplies
            if colonne in self.entete.roles and not self._is_couverte(rangee, colonne)
        }
        utiles = {champ for champ in propres.values() if champ not in ("niveau", "numero_niveau", "ignore")}
        if not utiles:
            if propres and self.niveaux:
                # A level alone on its row, the actions under it.
                self._build_noeud(rangee.numero)
                if set(propres.values()) & {"niveau", "numero_niveau"}:
                    self.suite.action = None
            return
        is_niveau = bool(set(propres.values()) & {"niveau", "numero_niveau"}) or self.suite.action is None
        if is_niveau and utiles <= {"indicateur", "unite", "reference", "cible", "valeur", "annee"}:
            noeud = self._build_noeud(rangee.numero)
            if noeud is not None:
                self.lecteur.add_indicateur_noeud(noeud, self._read_indicateurs(rangee))
                self.suite.action = None
                return
        if self.suite.action is None or is_niveau or "numero" in utiles:
            chiffres = all(c.nombre is not None or re.fullmatch(r"[\d\s.,€%k]+", c.texte, re.I) for _, c in remplies)
            if chiffres and utiles <= {"budget", "financement", "annee_douteuse", "avancement", "valeur"}:
                self.warn("ligne_total", "Une ligne de chiffres sans titre est lue comme un total.", rangee.numero)
                return
            self.warn(
                "titre_absent", "Cette ligne n’a pas de titre d’action\u00a0: elle n’est pas reprise.", rangee.numero
            )
            return
        if not self._is_meme_action(rangee):
            chiffres = all(c.nombre is not None or re.fullmatch(r"[\d\s.,€]+", c.texte) for _, c in remplies)
            if chiffres and utiles <= {"budget", "financement", "annee_douteuse"}:
                # Figures alone under the last row: a sum without its word.
                self.warn("ligne_total", "Une ligne de chiffres sans titre est lue comme un total.", rangee.numero)
                return
        self._put(self.suite.action, rangee, is_suite=True)

    def _put(self, action: ActionLue, rangee: Rangee, *, is_suite: bool) -> None:
        debut_budget = len(action.budget)
        colonnes_indicateurs = ("indicateur", "unite", "reference", "cible", "valeur")
        for colonne, role in sorted(self.entete.roles.items()):
            champ = role.champ
            if champ in (
                "titre",
                "niveau",
                "numero_niveau",
                "numero",
                "ignore",
                "financeurs",
                "annee",
                "annee_douteuse",
                "case_statut",
                *colonnes_indicateurs,
            ):
                continue
            couverte = self._is_couverte(rangee, colonne)
            if is_suite and couverte:
                continue
            cellule = self._get(rangee, colonne)
            if not cellule:
                continue
            if champ in ("budget", "financement") and (couverte or self._is_commun(rangee, colonne)):
                phrase = (
                    f"«\u00a0{cellule.texte[:40]}\u00a0» est commun à plusieurs actions\u00a0: rien n’en est repris."
                )
                self.warn("montant_commun", phrase, rangee.numero, colonne, action.titre)
                continue
            put_champ(
                action,
                role,
                cellule,
                self._build_avertir(rangee, colonne, action),
                self.lecteur.corrections.statuts,
                self.lecteur.plan.statuts,
            )
        self._put_cases(action, rangee)
        for colonne in self.entete.list_colonnes("financeurs"):
            if not (is_suite and self._is_couverte(rangee, colonne)) and (cellule := self._get(rangee, colonne)):
                put_financeurs(action, debut_budget, cellule.texte, self._build_avertir(rangee, colonne, action))
        self._put_annees(action, rangee)
        action.indicateurs += self._read_indicateurs(rangee, action=action)

    def _is_commun(self, rangee: Rangee, colonne: int) -> bool:
        """An amount merged over rows that hold several titles."""
        fusion = self.grille.get_fusion(rangee.numero, colonne)
        if fusion is None or fusion.ligne_fin == fusion.ligne:
            return False
        titre = self.grille.get_fusion(rangee.numero, self.titre)
        if titre is not None and titre.ligne_fin >= fusion.ligne_fin:
            return False
        dessous = [r for r in self.grille.rangees if fusion.ligne < r.numero <= fusion.ligne_fin]
        return any(get_cellule(r, self.titre) for r in dessous)

    def _build_avertir(self, rangee: Rangee, colonne: int, action: ActionLue) -> Any:
        def avertir(code: str, message: str, _colonne: str) -> None:
            self.warn(code, message, rangee.numero, colonne, action.titre)

        return avertir
