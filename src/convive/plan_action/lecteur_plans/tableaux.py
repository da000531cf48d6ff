"""Rows of a table into actions: levels filled down, title rows, merged cells, totals, rows that go on. Pure Python."""

import re
from itertools import pairwise

from convive.plan_action.lecteur_plans.barres import restore_rangee
from convive.plan_action.lecteur_plans.decalage import is_decalee, realign
from convive.plan_action.lecteur_plans.en_ligne import split_cellule, split_en_ligne
from convive.plan_action.lecteur_plans.lecteur import SUITE, get_premiere
from convive.plan_action.lecteur_plans.legendes import find_paire
from convive.plan_action.lecteur_plans.modele import (
    ActionLue,
    CalendrierLu,
    Cellule,
    Rangee,
)
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.totaux import CHIFFRES, SOMME, LectureTotaux
from convive.plan_action.lecteur_plans.valeurs.champs import COMPLEMENTS, put_champ
from convive.plan_action.lecteur_plans.valeurs.champs_montants import put_financeurs
from convive.plan_action.lecteur_plans.valeurs.textes import (
    NON_REPARTI,
    PLUSIEURS,
    PUCE,
    UNE_SEULE,
    clean_ligne,
    fold,
    fold_mots,
    is_absence,
    is_liste_d_actions,
    list_titres,
    parse_code,
    parse_titre,
    split_notes,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

DECALEE = "Les cellules de cette ligne ne disent pas ce que leurs titres annoncent\u00a0: est-elle décalée\u00a0?"
RECALEE = "Les cellules de cette ligne sont décalées\u00a0: «\u00a0{}\u00a0» est lu comme une seule, à vérifier."
PARTAGES = frozenset({"statut", "calendrier", "debut", "fin", "budget", "financement", "avancement", "numero"})
EN_DEUX = "«\u00a0{}\u00a0» est lu en deux, dans l’ordre du titre de la colonne\u00a0: à vérifier."
EN_TROP = (
    "Cette ligne a plus de cellules que de titres\u00a0: «\u00a0{}\u00a0» n’est pas repris, "
    "le reste est peut-être décalé."
)


class LectureTable(LectureTotaux):
    """One table under one row of titles, in the sheet or the document where it stands."""

    # --- Rows -----------------------------------------------------------------------------------------------------
    def read(self, fin: int) -> None:
        """The rows from under the titles to rank `fin`, excluded."""
        rangees = self._drop_notes(self.grille.rangees[self.entete.fin + 1 : fin])
        masquees = [rangee.numero for rangee in rangees if rangee.is_masquee]
        for rangee in rangees:
            self._read_rangee(rangee)
        if masquees:
            debut = ", ".join(map(str, masquees[:8]))
            suite = "…" if len(masquees) > 8 else ""
            self.warn("ligne_masquee", f"Des lignes masquées ont été lues\u00a0: {debut}{suite}.", masquees[0])

    def _drop_notes(self, rangees: list[Rangee]) -> list[Rangee]:
        """Without what is written under the table, past a blank row: lines of one cell, where actions say more."""
        fin = len(rangees)
        while fin > 1 and sum(map(bool, rangees[fin - 1].cellules)) == 1:
            fin -= 1
        trous = [r for r in range(fin, len(rangees)) if r and rangees[r].numero > rangees[r - 1].numero + 1]
        has_trous = any(b.numero > a.numero + 1 for a, b in pairwise(rangees[:fin]))
        if not trous or has_trous or self.grille.tableau:
            return rangees
        notes = rangees[trous[0] :]
        if any(parse_titre(get_premiere(rangee.cellules)).sorte for rangee in notes):
            return rangees
        for rangee in notes:
            texte = clean_ligne(get_premiere(rangee.cellules))
            phrase = f"«\u00a0{texte[:60]}\u00a0», sous le tableau, n’est pas lu comme une action."
            self.warn("ligne_ignoree", phrase, rangee.numero)
        return rangees[: trous[0]]

    def _read_rangee(self, rangee: Rangee) -> None:
        rangee = restore_rangee(self.lecteur, self.grille, rangee, self.titre, self.get_lieu(rangee.numero))
        remplies = [(colonne, cellule) for colonne, cellule in enumerate(rangee.cellules) if cellule]
        if not remplies or self._is_entete_repete(rangee):
            return
        largeur = len(self.grille.rangees[self.entete.fin].cellules)
        if self.is_csv and is_decalee(self.entete, rangee, largeur):
            rangee, remplies = self._realign(rangee, remplies)
        if self._is_total(remplies):
            texte = remplies[0][1].texte
            self.warn(
                "ligne_total",
                f"«\u00a0{clean_ligne(texte)[:60]}\u00a0» est un total\u00a0: ce n’est pas une action.",
                rangee.numero,
            )
            if SOMME.match(fold(texte)):
                self._check_sommes(rangee)
            return
        if (paire := find_paire(rangee)) is not None and fold_mots(paire[0]) in self.lecteur.legende:
            return
        if self._read_section(rangee, remplies):
            return
        self._read_niveaux(rangee)
        titre = self._cut_niveau(rangee, self._get(rangee, self.titre).texte)
        if not titre and self._read_sans_sous_action(rangee, remplies):
            return
        if not titre or self._is_meme_action(rangee):
            self._continue(rangee, remplies)
            return
        if is_absence(titre) and len(remplies) <= 3:
            return
        if (suivie := self._find_suivie(titre)) is not None:
            phrase = f"Cette ligne est lue comme la suite de «\u00a0{suivie.titre[:60]}\u00a0»."
            self.warn("ligne_suite", phrase, rangee.numero, titre=suivie.titre)
            self.suite.action = suivie
            self._put(suivie, rangee, is_suite=True)
            return
        if self._is_redite(rangee, titre):
            if self.suite.action is not None:
                self._put(self.suite.action, rangee, is_suite=True)
            return
        titres = list_titres(self._get(rangee, self.titre).texte)
        if len(titres) > 1:
            self._start_actions(rangee, titres)
            return
        self._start_action(rangee, titre)

    def _start_actions(self, rangee: Rangee, titres: list[str]) -> None:
        """A cell that lists actions: each is one, with what its row says of all; amounts, which nobody shared out, are
        put in none."""
        entiere = True
        for rang, titre in enumerate(titres):
            part = self._share(rangee, len(titres), rang)
            self._start_action(part, titre)
            action = self.suite.action
            if action is None:
                continue
            action.numero = action.numero if rang == 0 else parse_titre(titre).numero
            partagees = {c for c, cellule in enumerate(part.cellules) if cellule is not rangee.cellules[c]}
            if action.budget and not partagees & {*self.entete.list_colonnes("budget", "financement")}:
                if entiere:
                    self.warn("montant_non_reparti", NON_REPARTI, rangee.numero, self.titre, titres[0])
                action.budget, entiere = [], False
        self.warn("plusieurs_actions", PLUSIEURS.format(len(titres)), rangee.numero, self.titre, titres[0])

    def _share(self, rangee: Rangee, nombre: int, rang: int) -> Rangee:
        """The row of one of its actions: a cell that lists as many dates, statuses, amounts or bullets says one of
        each."""
        cellules = list(rangee.cellules)
        for colonne, role in self.entete.roles.items():
            lignes = [ligne for ligne in get_cellule(rangee, colonne).texte.splitlines() if ligne.strip()]
            if colonne != self.titre and len(lignes) == nombre:
                is_puces = all(PUCE.match(ligne.strip()) for ligne in lignes)
                if is_puces or role.champ in PARTAGES:
                    ligne = lignes[rang].strip()
                    cellules[colonne] = Cellule(PUCE.sub("", ligne, count=1) if is_puces else ligne)
        return Rangee(rangee.numero, cellules, rangee.is_masquee)

    def _realign(self, rangee: Rangee, remplies: list[tuple[int, Cellule]]) -> tuple[Rangee, list[tuple[int, Cellule]]]:
        """A record whose cells slid, put right where everything then fits; said in any case."""
        if self._is_total(remplies) or len(remplies) < 3:
            return rangee, remplies
        largeur = len(self.grille.rangees[self.entete.fin].cellules)
        trouve = realign(self.entete, rangee, self.grille.separateur, largeur)
        if trouve is None:
            largeur = max(self.entete.textes, default=-1) + 1
            en_trop = " ; ".join(cellule.texte for cellule in rangee.cellules[largeur:] if cellule)
            if en_trop:
                self.warn("ligne_decalee", EN_TROP.format(en_trop[:60]), rangee.numero)
            elif len(remplies) > 2:
                self.warn("ligne_decalee", DECALEE, rangee.numero)
            return rangee, remplies
        cellules, texte = trouve
        self.warn("ligne_decalee", RECALEE.format(texte[:60]), rangee.numero)
        return Rangee(rangee.numero, cellules, rangee.is_masquee), [(c, x) for c, x in enumerate(cellules) if x]

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

    def _find_suivie(self, titre: str) -> ActionLue | None:
        """« Ouvrir un lieu (suite) » is the action of this title, met above; a word alone, the last one."""
        found = SUITE.search(titre)
        if found is None:
            return None
        lu = parse_titre(titre[: found.start()])
        nus = {fold_mots(titre[: found.start()]), fold_mots(lu.titre)} - {""}
        actions = self.lecteur.plan.actions
        if not nus:
            return self.suite.action
        return next((action for action in reversed(actions) if fold_mots(action.titre) in nus), None)

    def _is_redite(self, rangee: Rangee, titre: str) -> bool:
        """« 1.1 | Crèche | Caf », then « 1.1 | Crèche | CC »: a row for each funder, for each indicator."""
        action = self.suite.action
        numeros = [parse_code(self._get(rangee, colonne).texte) for colonne in self.entete.list_colonnes("numero")]
        if action is None or not any(numeros) or action.numero not in numeros or fold(titre) != fold(action.titre):
            return False
        dessus = self._get_dessus(rangee)
        propres = self.entete.list_colonnes("financeurs", "indicateur")
        return dessus is not None and any(
            get_cellule(rangee, colonne) and get_cellule(rangee, colonne).texte != get_cellule(dessus, colonne).texte
            for colonne in propres
        )

    def _get_dessus(self, rangee: Rangee) -> Rangee | None:
        dessus = None
        for autre in self.grille.rangees:
            if autre is rangee or autre.numero >= rangee.numero:
                break
            dessus = autre
        return dessus

    def _is_meme_action(self, rangee: Rangee) -> bool:
        return self._is_couverte(rangee, self.titre) and self.suite.action is not None

    def _is_entete_repete(self, rangee: Rangee) -> bool:
        titres = {colonne: fold(texte) for colonne, texte in self.entete.textes.items()}
        memes = sum(fold(get_cellule(rangee, colonne).texte) == texte for colonne, texte in titres.items())
        return len(titres) > 1 and memes * 3 >= len(titres) * 2

    # --- Actions ----------------------------------------------------------------------------------------------------
    def _start_action(self, rangee: Rangee, titre: str) -> None:
        titre, notes = split_notes(re.sub(r"^[-–—•·●▪◦*➢→✓]\s+(?=[^\W\d_])", "", titre))
        titre, dits = split_en_ligne(self.lecteur, titre)
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
        brut = self._get(rangee, self.titre).texte
        if is_liste_d_actions(brut) and len(list_titres(brut)) < 2:
            self.warn("plusieurs_actions", UNE_SEULE, rangee.numero, self.titre, titre)
        for note in notes:
            self._say_note(rangee, self.titre, note, action)
        self._put(action, rangee, is_suite=False)
        for dit in dits:
            avertir = self._build_avertir(rangee, self.titre, action)
            corrections, plan = self.lecteur.corrections, self.lecteur.plan
            put_champ(action, dit.role or Role("ignore"), dit.cellule, avertir, corrections.statuts, plan.statuts)
        if self.entete.annee is not None and not action.calendrier:
            action.calendrier = CalendrierLu(str(self.entete.annee), str(self.entete.annee))

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
            if chiffres and utiles <= {*CHIFFRES, "avancement", "valeur"}:
                self.warn("ligne_total", "Une ligne de chiffres sans titre est lue comme un total.", rangee.numero)
                return
            self.warn(
                "titre_absent", "Cette ligne n’a pas de titre d’action\u00a0: elle n’est pas reprise.", rangee.numero
            )
            return
        if not self._is_meme_action(rangee):
            chiffres = all(c.nombre is not None or re.fullmatch(r"[\d\s.,€]+", c.texte) for _, c in remplies)
            if chiffres and utiles <= CHIFFRES:
                # Figures alone under the last row: a sum without its word.
                self.warn("ligne_total", "Une ligne de chiffres sans titre est lue comme un total.", rangee.numero)
                return
        self._put(self.suite.action, rangee, is_suite=True)

    def _put(self, action: ActionLue, rangee: Rangee, *, is_suite: bool) -> None:
        debut_budget = len(action.budget)
        self._sum(rangee)
        colonnes_indicateurs = ("indicateur", "unite", "reference", "cible", "valeur")
        for colonne, role in sorted(self.entete.roles.items()):
            champ = role.champ
            if champ in (
                "titre",
                "niveau",
                "numero_niveau",
                "numero",
                "ignore",
                "total",
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
            if (
                champ == "budget"
                and role.sorte == "annee"
                and role.champ == "budget"
                and not cellule.is_monnaie
                and "€" not in cellule.texte
            ):
                phrase = "Les nombres sous des années sont lus comme des dépenses en euros\u00a0: à vérifier."
                self.lecteur.warn("montant_interprete", phrase, self.get_lieu(0, colonne))
            if champ in ("budget", "financement") and (couverte or self._is_commun(rangee, colonne)):
                phrase = (
                    f"«\u00a0{cellule.texte[:40]}\u00a0» est commun à plusieurs actions\u00a0: rien n’en est repris."
                )
                self.warn("montant_commun", phrase, rangee.numero, colonne, action.titre)
                continue
            parts = split_cellule(self.lecteur, self.entete.textes.get(colonne, ""), role, cellule.texte)
            if parts and not any(":" in ligne for ligne in cellule.texte.split("\n")):
                self.warn("titre_coupe", EN_DEUX.format(cellule.texte[:60]), rangee.numero, colonne, action.titre)
            for dit, part in [(dit, Cellule(texte)) for dit, texte in parts] or [(role, cellule)]:
                put_champ(
                    action,
                    dit,
                    self._date_texte(dit, part),
                    self._build_avertir(rangee, colonne, action),
                    self.lecteur.corrections.statuts,
                    self.lecteur.plan.statuts,
                )
        self._check_totaux(action, rangee, debut_budget)
        self._put_cases(action, rangee)
        for colonne in self.entete.list_colonnes("financeurs"):
            if not (is_suite and self._is_couverte(rangee, colonne)) and (cellule := self._get(rangee, colonne)):
                if is_absence(cellule.texte):
                    self._say_absence(rangee, colonne, cellule.texte, action)
                    continue
                put_financeurs(action, debut_budget, cellule.texte, self._build_avertir(rangee, colonne, action))
        self._put_annees(action, rangee)
        action.indicateurs += self._read_indicateurs(rangee, action=action)

    def _date_texte(self, role: Role, cellule: Cellule) -> Cellule:
        """What a text says of one year, in a table whose columns come again by year, keeps that year."""
        is_texte = role.champ == "description" or role.champ in COMPLEMENTS
        if role.champ == "commentaire" and role.sorte and not is_absence(cellule.texte):
            return Cellule(f"{role.sorte}\u00a0: {cellule.texte}")
        if role.annee is None or not is_texte or is_absence(cellule.texte) or self.entete.annee is not None:
            return cellule
        return Cellule(f"{role.annee}\u00a0: {cellule.texte}")
