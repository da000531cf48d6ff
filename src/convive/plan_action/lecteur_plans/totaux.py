"""Rows and columns of a table that sum up the others, amounts that several actions share: checked, said, never read
as more. Pure Python."""

import re
from dataclasses import replace
from typing import Any

from convive.plan_action.lecteur_plans.modele import ActionLue, Cellule, Rangee
from convive.plan_action.lecteur_plans.sections import LectureSections
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.champs import put_champ
from convive.plan_action.lecteur_plans.valeurs.montants import write_euros
from convive.plan_action.lecteur_plans.valeurs.textes import fold, is_absence

TOTAL = re.compile(
    r"(?:sous[ -]?)?total(?:e|aux)?\b(?!\w)|totaux\b|ensemble (?:de la |du |des )?(?:ctg|plan|actions?|axes?)\b|"
    r"(?:montant|cout|budget|depenses?|recettes?|charges?|produits?)s? (?:total|totaux|cumule)\w*\b|"
    r"cumul\b|somme\b|σ|∑|moy(?:enne|\.)?\b(?!\w)|total$|"
    r"(?:avancement|taux|realisation|budget|cout|note|score)s?(?: \w+){0,3} (?:moyenn?e?|global\w*|general\w*)\b|"
    r"(?:%|nb\w*|nombre|part|taux|pourcentage|proportion|compte|effectif|decompte)\.?(?: total\w*)?"
    r"(?: de| des| d'| du| d)? ?(?:les |la |l')?(?:fiches?|actions?|projets?|realisation|realise\w*|avancement|"
    r"execution|termine\w*|fait\w*|en cours|ok)\b|"
    r"dont (?:realise|termine|en cours|fait|abandonne|report)\w*|reste a (?:financer|faire|realiser|charge)\b|"
    r"(?:budget|credits?|montants?|depenses?|enveloppe)s? "
    r"(?:consomme|engage|restant|disponible|depense|mobilise|verse)\w*\b|"
    r"\d+ (?:fiches?|actions?|projets?)(?: \w+){0,3}(?: dont \d+.*)?$|"
    r"actions? (?:realise|termine|en cours|fait|abandonne|reporte|lance|engage)\w*(?: sur \d+)?$"
)

# What sums its lines up: neither an average nor a count.
SOMME = re.compile(r"(?:sous[ -]?)?tota(?:l|ux)\b|ensemble\b|somme\b|cumul\b")
# What a row of sums without its word fills.
CHIFFRES = frozenset({"budget", "financement", "annee_douteuse", "total"})


def _taire(_code: str, _message: str, _colonne: str) -> None:
    """What a total says badly is no news: its row says the same."""


class LectureTotaux(LectureSections):
    """What a table sums up."""

    def _is_total(self, remplies: list[tuple[int, Cellule]]) -> bool:
        debut = [cellule for colonne, cellule in remplies if cellule.nombre is None][:2]
        # « Total » opens or ends what names the row; in a description it is only a word.
        argent = self.entete.list_colonnes("budget", "financement", "financeurs")
        for colonne, cellule in remplies:
            # « Total : 30 €, Caf : 20 € » under « Budget » is what an action costs.
            if colonne in argent and len(remplies) > 1 and remplies[0][0] != colonne:
                continue
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

    def _check_totaux(self, action: ActionLue, rangee: Rangee, debut: int) -> None:
        """The total of a row is that of its amounts, or the only amount that it says."""
        for colonne in self.entete.list_colonnes("total"):
            role, cellule = self.entete.roles[colonne], get_cellule(rangee, colonne)
            if not cellule:
                continue
            parts = [montant.montant for montant in action.budget[debut:] if montant.sens == role.sens]
            champ = "financement" if role.sens == "produit" else "budget"
            lu = ActionLue({}, "")
            avertir = self._build_avertir(rangee, colonne, action)
            put_champ(lu, replace(role, champ=champ), cellule, avertir if not parts else _taire, {}, {})
            if not parts:
                action.budget += lu.budget
            elif lu.budget and abs(lu.budget[0].montant - sum(parts)) >= 1:
                phrase = (
                    f"Le total écrit ({write_euros(lu.budget[0].montant)}) n’est pas la somme de la ligne "
                    f"({write_euros(sum(parts))})\u00a0: les montants de la ligne sont repris, pas le total."
                )
                avertir("somme_incoherente", phrase, "")

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
