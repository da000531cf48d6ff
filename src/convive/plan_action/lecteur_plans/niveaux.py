"""Levels said in columns: filled down, closed by the level above, numbered beside. Pure Python."""

import re

from convive.plan_action.lecteur_plans.mesures import LectureMesures
from convive.plan_action.lecteur_plans.modele import NoeudLu, Rangee
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, is_absence, parse_code, parse_titre


class LectureNiveaux(LectureMesures):
    """The columns of a table that are levels of the plan."""

    def _read_niveaux(self, rangee: Rangee) -> None:
        for rang, colonne in enumerate(self.niveaux):
            cellule = self._get(rangee, colonne)
            texte = clean_ligne(cellule.texte)
            numero = self._get_numero_niveau(rangee, colonne)
            if not texte and numero is None:
                continue
            if is_absence(texte) and numero is None:
                self.suite.colonnes.pop(colonne, None)
                continue
            avant = self.suite.colonnes.get(colonne)
            if avant == (numero, texte):
                continue
            self.suite.colonnes[colonne] = (numero, texte)
            # A new axis closes the objectives of the one before.
            for plus_bas in self.niveaux[rang + 1 :]:
                self.suite.colonnes.pop(plus_bas, None)

    def _get_numero_niveau(self, rangee: Rangee, colonne: int) -> str | None:
        """The number of a level in its own column: of the same word, or just on the left or the right."""
        for autre in self.entete.list_colonnes("numero_niveau"):
            role = self.entete.roles[autre]
            meme = bool(role.sorte) and self.entete.roles[colonne].sorte.startswith(role.sorte)
            suivant = self.entete.roles.get(autre + 1)
            is_apres = autre == colonne + 1 and (suivant is None or suivant.champ not in ("niveau", "titre"))
            if meme or (not role.sorte and (autre == colonne - 1 or is_apres)):
                code = parse_code(self._get(rangee, autre).texte)
                if code is not None:
                    return code
        return None

    def _build_noeud(self, numero_ligne: int) -> NoeudLu | None:
        parent = self.suite.pile[-1][1] if self.suite.pile else None
        pile_sortes = dict(self.suite.pile)
        for colonne in self.niveaux:
            held = self.suite.colonnes.get(colonne)
            if held is None:
                continue
            numero, texte = held
            sorte = self.entete.roles[colonne].sorte
            lu = parse_titre(texte)
            sorte = lu.sorte or sorte
            numero = (
                numero or lu.numero or (parse_code(texte) if re.fullmatch(r"[\d.]{1,6}|[IVX]{1,4}", texte) else None)
            )
            titre = lu.titre or texte or f"{sorte.capitalize()} {numero}"
            memes = pile_sortes.get(sorte)
            if memes is not None:
                is_meme = (numero is not None and memes.numero == numero) or fold_mots(memes.titre) == fold_mots(titre)
                if is_meme:
                    continue
                # A title row above said another axis: the column has the last word.
                parent = memes.parent
            parent = self.lecteur.get_noeud(parent, sorte, numero, titre, self.get_lieu(numero_ligne))
        return parent
