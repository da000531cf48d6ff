"""Cells of a table, and what those that hold figures, years and ticks say of an action. Pure Python."""

import re
from dataclasses import dataclass, field
from typing import Any

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import (
    VIDE,
    ActionLue,
    CalendrierLu,
    Cellule,
    Grille,
    IndicateurLu,
    NoeudLu,
    Rangee,
)
from convive.plan_action.lecteur_plans.table import Entete, get_cellule, write_lettres
from convive.plan_action.lecteur_plans.valeurs.calendrier import is_date_zero
from convive.plan_action.lecteur_plans.valeurs.champs import get_erreur, is_marque, parse_indicateurs, parse_valeur
from convive.plan_action.lecteur_plans.valeurs.montants import parse_montants, write_euros
from convive.plan_action.lecteur_plans.valeurs.statuts import PAR_MOT
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, is_absence, split_notes
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

IGNORE = Role("ignore")


def _get_montant(cellule: Cellule) -> float:
    if cellule.nombre is not None:
        return 0.0 if cellule.is_pourcent else cellule.nombre
    lus = parse_montants(cellule.texte).montants
    return lus[0].montant if len(lus) == 1 else 0.0


@dataclass(slots=True)
class Suite:
    """Where one is in a table: levels opened by title rows, then those of the columns, and the last action."""

    pile: list[tuple[str, NoeudLu]]
    colonnes: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    action: ActionLue | None = None
    rangee: int = 0
    noeud: NoeudLu | None = None
    signature: str = ""
    actions: int = 0


class LectureMesures:
    """A table under one row of titles: where its cells are, and what they say in figures and ticks."""

    def __init__(
        self, lecteur: Lecteur, grille: Grille, entete: Entete, pile: list[tuple[str, NoeudLu]], *, is_csv: bool = False
    ) -> None:
        self.lecteur, self.grille, self.entete, self.is_csv = lecteur, grille, entete, is_csv
        self.suite = Suite(list(pile))
        self.titre = next(iter(entete.list_colonnes("titre")), -1)
        self.niveaux = lecteur.sort_niveaux(
            entete.list_colonnes("niveau"), [entete.roles[colonne].sorte for colonne in entete.list_colonnes("niveau")]
        )
        self.base = len(pile)
        # By column of amounts: the sum since the last total, and since the titles.
        self.sommes: dict[int, tuple[float, float]] = {}

    def _sum(self, rangee: Rangee) -> None:
        """Add the amounts of a row to what the next total should say."""
        for colonne in self.entete.list_colonnes("budget", "financement", "total"):
            montant = _get_montant(get_cellule(rangee, colonne))
            partielle, entiere = self.sommes.get(colonne, (0.0, 0.0))
            self.sommes[colonne] = (partielle + montant, entiere + montant)

    def _check_sommes(self, rangee: Rangee) -> None:
        """A total says the sum of what is above it, since the last one or since the titles."""
        nom = next((clean_ligne(cellule.texte)[:40] for cellule in rangee.cellules if cellule), "")
        for colonne, (partielle, entiere) in self.sommes.items():
            total = _get_montant(get_cellule(rangee, colonne))
            if total and min(abs(total - partielle), abs(total - entiere)) >= 1:
                phrase = (
                    f"«\u00a0{nom}\u00a0»\u00a0: le total écrit ({write_euros(total)}) n’est pas la somme des lignes "
                    f"au-dessus ({write_euros(partielle or entiere)})."
                )
                self.warn("somme_incoherente", phrase, rangee.numero, colonne)
            self.sommes[colonne] = (0.0, entiere)

    def get_lieu(self, numero: int, colonne: int | None = None) -> dict[str, Any]:
        lieu: dict[str, Any] = {}
        if self.grille.lignes_d_origine:
            lieu = self.get_source(numero)
            return lieu if colonne is None else {**lieu, "ligne": self.grille.lignes_d_origine[colonne]}
        if self.grille.tableau:
            lieu["tableau"] = self.grille.tableau
        elif not self.is_csv:
            lieu["feuille"] = self.grille.nom
        if not self.grille.tableau or colonne is not None:
            lieu["ligne"] = numero
        if colonne is not None:
            lieu["colonne"] = self.entete.textes.get(colonne, "")
        return lieu

    def get_source(self, numero: int) -> dict[str, Any]:
        if self.grille.lignes_d_origine:
            place = {"tableau": self.grille.tableau} if self.grille.tableau else {"feuille": self.grille.nom}
            return {**place, "colonne": write_lettres(numero)}
        if self.grille.tableau:
            return {"tableau": self.grille.tableau}
        return {"ligne": numero} if self.is_csv else {"feuille": self.grille.nom, "ligne": numero}

    def warn(self, code: str, message: str, numero: int, colonne: int | None = None, titre: str = "") -> None:
        lieu = self.get_lieu(numero, colonne)
        if titre:
            lieu["titre"] = titre
        self.lecteur.warn(code, message, lieu)

    def _get(self, rangee: Rangee, colonne: int) -> Cellule:
        """The cell as it is read: under a merge that runs down or across, the text of the merge, once across."""
        cellule = get_cellule(rangee, colonne)
        if cellule.is_erreur and self.entete.roles.get(colonne, IGNORE).champ in ("titre", "numero", "niveau"):
            self.warn(*get_erreur(cellule), rangee.numero, colonne)
            return VIDE
        if cellule or colonne < 0:
            return cellule if colonne >= 0 else VIDE
        fusion = self.grille.get_fusion(rangee.numero, colonne)
        if fusion is None or fusion.colonne != colonne or fusion.ligne == rangee.numero:
            return cellule
        origine = next((r for r in self.grille.rangees if r.numero == fusion.ligne), None)
        return VIDE if origine is None else get_cellule(origine, colonne)

    def _is_couverte(self, rangee: Rangee, colonne: int) -> bool:
        fusion = self.grille.get_fusion(rangee.numero, colonne)
        return fusion is not None and fusion.ligne < rangee.numero

    def _put_cases(self, action: ActionLue, rangee: Rangee) -> None:
        cochees = [
            c
            for c in self.entete.statuts
            if is_marque(self._get(rangee, c).texte) or fold_mots(self._get(rangee, c).texte) in PAR_MOT
        ]
        if len(cochees) == 1:
            mot = self.entete.statuts[cochees[0]]
            action.statut, action.statut_texte = PAR_MOT.get(mot), self.entete.textes[cochees[0]]
            if not mot:
                phrase = f"«\u00a0{action.statut_texte}\u00a0» dit que ce n’est pas fait, sans dire où l’on en est."
                self.warn("statut_inconnu", phrase, rangee.numero, cochees[0], action.titre)
        elif len(cochees) > 1:
            self.warn(
                "statut_contradictoire",
                "Plusieurs statuts sont cochés\u00a0: choisissez.",
                rangee.numero,
                cochees[0],
                action.titre,
            )

    def _put_annees(self, action: ActionLue, rangee: Rangee) -> None:
        """Years that are ticked; what is written in the boxes is kept."""
        cochees: list[tuple[int, int]] = []
        textes: list[str] = []
        for colonne in self.entete.list_colonnes("annee", "annee_douteuse"):
            role, cellule = self.entete.roles[colonne], get_cellule(rangee, colonne)
            if not cellule:
                fusion = self.grille.get_fusion(rangee.numero, colonne)
                if fusion is None or fusion.ligne_fin != fusion.ligne:
                    continue
                cellule = get_cellule(rangee, fusion.colonne)
                if not cellule:
                    continue
            if role.champ == "annee_douteuse":
                if not is_absence(cellule.texte) and not is_marque(cellule.texte):
                    self.warn(
                        "annee_douteuse",
                        f"«\u00a0{cellule.texte[:40]}\u00a0» sous «\u00a0{self.entete.textes[colonne]}\u00a0»\u00a0: "
                        "montant, valeur ou période\u00a0? Rien n’en est repris.",
                        rangee.numero,
                        colonne,
                        action.titre,
                    )
                continue
            texte = clean_ligne(cellule.texte)
            if (is_absence(texte) or fold_mots(texte) in ("non", "0")) and not re.search(r"[✓✔☑☒●•■◼→]", texte):
                continue
            if role.annee is not None:
                cochees.append((role.annee, role.trimestre))
            if not is_marque(texte) and texte not in textes:
                textes.append(texte)
        if not cochees or action.calendrier.debut or action.calendrier.fin:
            if textes:
                action.calendrier.texte = " ; ".join(filter(None, [action.calendrier.texte, *textes]))
            return
        cochees.sort()
        (debut, t0), (fin, t1) = cochees[0], cochees[-1]
        action.calendrier = CalendrierLu(
            f"{debut}-{t0 * 3 - 2:02d}" if t0 else str(debut),
            f"{fin}-{t1 * 3:02d}" if t1 else str(fin),
            " ; ".join(textes) or action.calendrier.texte,
        )

    def _read_indicateurs(self, rangee: Rangee, *, action: ActionLue | None = None) -> list[IndicateurLu]:
        """Those of this row, with the target, the unit and the values that stand in the next columns."""
        found: list[IndicateurLu] = []
        colonnes = self.entete.list_colonnes("indicateur")
        for rang, colonne in enumerate(colonnes):
            if self._is_couverte(rangee, colonne):
                continue
            texte = get_cellule(rangee, colonne).texte
            if not texte:
                continue
            jusque = colonnes[rang + 1] if rang + 1 < len(colonnes) else 10_000
            voisines = [
                c for c in self.entete.list_colonnes("unite", "reference", "cible", "valeur") if colonne < c < jusque
            ]
            if is_absence(texte):
                self._say_absence(rangee, colonne, texte, action)
            texte, notes = split_notes(texte)
            for note in notes:
                self._say_note(rangee, colonne, note, action)
            lus = parse_indicateurs(texte)
            found += self._with_valeurs(rangee, lus, voisines, action)
        return found

    def _say_note(self, rangee: Rangee, colonne: int, note: str, action: ActionLue | None) -> None:
        """What who writes says to the others is no indicator."""
        suite = "" if action is None else ", gardée dans les commentaires"
        phrase = f"«\u00a0{note[:80]}\u00a0» est lu comme une note{suite}."
        self.warn("note_de_redaction", phrase, rangee.numero, colonne, "" if action is None else action.titre)
        if action is not None:
            avant = action.complements.get("commentaire", "")
            action.complements["commentaire"] = f"{avant}\n{note}".strip()

    def _say_absence(self, rangee: Rangee, colonne: int, texte: str, action: ActionLue | None) -> None:
        phrase = f"«\u00a0{texte[:40]}\u00a0»\u00a0: le fichier ne le dit pas encore."
        self.warn("absence_dite", phrase, rangee.numero, colonne, "" if action is None else action.titre)

    def _with_valeurs(
        self, rangee: Rangee, lus: list[IndicateurLu], voisines: list[int], action: ActionLue | None
    ) -> list[IndicateurLu]:
        if not voisines or not lus:
            return lus
        if len(lus) > 1:
            # As many lines beside as there are indicators: one each. Else nobody knows which is whose.
            for colonne in voisines:
                lignes = [ligne for ligne in get_cellule(rangee, colonne).texte.split("\n") if ligne.strip()]
                if len(lignes) == len(lus):
                    for lu, ligne in zip(lus, lignes, strict=True):
                        self._put_valeur(lu, self.entete.roles[colonne], Cellule(ligne.strip(" -•")), rangee, colonne)
                elif lignes:
                    self.warn(
                        "valeur_douteuse",
                        "Plusieurs indicateurs pour une seule valeur\u00a0: elle n’est pas reprise.",
                        rangee.numero,
                        colonne,
                        action.titre if action else "",
                    )
            return lus
        for colonne in voisines:
            cellule = self._get(rangee, colonne)
            if cellule:
                self._put_valeur(lus[0], self.entete.roles[colonne], cellule, rangee, colonne)
        return lus

    def _put_valeur(self, lu: IndicateurLu, role: Role, cellule: Cellule, rangee: Rangee, colonne: int) -> None:
        if is_absence(cellule.texte):
            self._say_absence(rangee, colonne, cellule.texte, None)
            return
        if is_date_zero(cellule.texte, cellule.jour):
            phrase = (
                f"«\u00a0{cellule.texte}\u00a0» est la date d’une cellule vide de tableur\u00a0: rien n’en est repris."
            )
            self.warn("date_zero", phrase, rangee.numero, colonne)
            return
        if role.champ == "unite":
            if not is_absence(cellule.texte):
                lu.unite = clean_ligne(cellule.texte)
            return
        valeur = parse_valeur(cellule)
        if valeur is None:
            return
        if (
            isinstance(valeur, float)
            and lu.unite is None
            and (cellule.is_pourcent or cellule.texte.strip().endswith("%"))
        ):
            lu.unite = "%"
        if role.champ == "reference":
            lu.reference = valeur
        elif role.champ == "cible":
            lu.cible = valeur
        elif isinstance(valeur, float) and role.annee is not None:
            lu.valeurs[str(role.annee)] = valeur
        elif isinstance(valeur, float):
            self.warn(
                "annee_absente",
                f"«\u00a0{cellule.texte[:40]}\u00a0»\u00a0: l’année de cette valeur n’est pas dite.",
                rangee.numero,
                colonne,
            )
        else:
            self.warn(
                "valeur_illisible", f"«\u00a0{cellule.texte[:40]}\u00a0» n’est pas un nombre.", rangee.numero, colonne
            )
