"""The workbook that our export writes, read as it is: what left comes back the same. Pure Python.

Anywhere else a reading guesses what a cell means. Here each column is known, and its words are kept whole: an action
may be called « Total », a description may be « NC ». What someone typed instead of a date or of a status is read as
usual.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from convive.documents.rules.tableur import unprotect_apostrophe
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import (
    TOUTES,
    VIDE,
    ActionLue,
    Cellule,
    Document,
    Grille,
    IndicateurLu,
    MontantLu,
    NoeudLu,
    Rangee,
)
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.champs import parse_valeur, put_avancement, put_champ
from convive.plan_action.lecteur_plans.valeurs.listes import parse_noms
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, parse_code
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role
from convive.plan_action.rules.classeur_plan import (
    FACULTATIFS,
    TITRES,
    TITRES_BUDGET,
    TITRES_INDICATEURS,
    TOUTES_LES_COMMUNES,
)
from convive.plan_action.rules.plan import MAX_RANG, PUBLICS, RoleIndicateur
from convive.plan_action.rules.statuts import Statut

# A title and an empty row stand above the titles of the columns.
RANGEES_ESSAYEES = 4
MOT_A_MOT = ("objectif_general", "objectifs", "constat", "resultats_attendus", "moyens_humains", "moyens_materiels")
COMPLEMENTS = ("priorite", "thematiques", "instance_suivi", *MOT_A_MOT)
STATUTS = {libelle: valeur for valeur, libelle in Statut.choices}
# What stands between two communes on one line, and in the name of none.
SEPARATEURS = re.compile(r"[,;|/+&]|\s(?:et|[-–—])\s")
LIBELLES_PUBLICS = frozenset(PUBLICS.values())
ROLES_LUS = {role.libelle.casefold(): role.value for role in RoleIndicateur}


@dataclass(slots=True)
class Table:
    """A sheet of ours: the rank of its row of titles, its columns by what they hold, those of levels and of years."""

    grille: Grille
    rang: int
    colonnes: dict[str, int]
    niveaux: list[str] = field(default_factory=list)
    annees: dict[int, str] = field(default_factory=dict)

    @property
    def rangees(self) -> list[Rangee]:
        return self.grille.rangees[self.rang + 1 :]

    def get(self, rangee: Rangee, champ: str) -> Cellule:
        return get_cellule(rangee, self.colonnes[champ]) if champ in self.colonnes else VIDE

    def get_texte(self, rangee: Rangee, champ: str) -> str:
        return read_texte(self.get(rangee, champ))

    def get_place(self, rangee: Rangee, colonne: int) -> Cellule:
        """Of a level: under cells that someone merged, those of the first."""
        cellule = get_cellule(rangee, colonne)
        fusion = None if cellule else self.grille.get_fusion(rangee.numero, colonne)
        origine = next((r for r in self.rangees if fusion is not None and r.numero == fusion.ligne), None)
        return cellule if origine is None else get_cellule(origine, colonne)


def read_texte(cellule: Cellule) -> str:
    return "" if cellule.is_erreur else unprotect_apostrophe(cellule.texte)


def find_plan(document: Document, lecteur: Lecteur) -> Table | None:
    """The sheet of the plan, when the file is ours and when nobody said that its columns mean something else."""
    dits = {fold_mots(titre) for titre in TITRES.values()}
    if dits & set(lecteur.corrections.champs):
        return None
    titres = list(TITRES.values())
    for grille in document.grilles:
        if grille.is_masquee or grille.nom in lecteur.corrections.feuilles_ignorees:
            continue
        for rang, lus in _iter_titres(grille):
            debuts = range(0, 2 * MAX_RANG + 1, 2)
            debut = next((place for place in debuts if lus[place : place + len(titres)] == titres), None)
            if debut is not None:
                colonnes = {champ: debut + place for place, champ in enumerate(TITRES)}
                noms = [read_texte(cellule) for cellule in grille.rangees[rang].cellules[1:debut:2]]
                return Table(grille, rang, colonnes, niveaux=noms)
    return None


def _iter_titres(grille: Grille) -> list[tuple[int, list[str]]]:
    return [
        (rang, [clean_ligne(cellule.texte) for cellule in rangee.cellules])
        for rang, rangee in enumerate(grille.rangees[:RANGEES_ESSAYEES])
    ]


def _find_table(grille: Grille, titres: dict[str, str]) -> Table | None:
    attendus = [titre for champ, titre in titres.items() if champ not in FACULTATIFS]
    for rang, lus in _iter_titres(grille):
        if lus[: len(attendus)] == attendus:
            colonnes = {champ: lus.index(titre) for champ, titre in titres.items() if titre in lus}
            annees = {place: titre for place, titre in enumerate(lus) if re.fullmatch(r"(?:19|20)\d\d", titre)}
            return Table(grille, rang, colonnes, annees=annees)
    return None


def read_notre_classeur(lecteur: Lecteur, document: Document, table: Table) -> None:
    """The plan, then its budget and its indicators, which are found by the mark of the action or by its number."""
    lecture = LecturePlan(lecteur, table, is_csv=document.nature == "csv")
    lecture.read()
    for grille in document.grilles:
        if not lecture.is_csv:
            lecteur.plan.feuilles[grille.nom] = grille is table.grille
        if grille is table.grille or not grille.rangees or grille.nom in lecteur.corrections.feuilles_ignorees:
            continue
        budget, mesures = _find_table(grille, TITRES_BUDGET), _find_table(grille, TITRES_INDICATEURS)
        for autre, put in ((budget, put_montants), (mesures, put_indicateur)):
            if autre is not None:
                lecteur.plan.feuilles[grille.nom] = True
                lecture.read_lignes(autre, put)
        if budget is None and mesures is None:
            phrase = f"La feuille «\u00a0{grille.nom}\u00a0» n’est pas de celles de Convive\u00a0: elle n’est pas lue."
            lecteur.warn("feuille_ignoree", phrase, {"feuille": grille.nom})


class LecturePlan:
    def __init__(self, lecteur: Lecteur, table: Table, *, is_csv: bool) -> None:
        self.lecteur, self.table, self.is_csv = lecteur, table, is_csv
        self.noeuds: dict[tuple[NoeudLu | None, str, str], NoeudLu] = {}
        self.par_repere: dict[str, ActionLue] = {}
        self.par_cle: dict[tuple[str, str], list[ActionLue]] = {}

    def get_lieu(self, table: Table, rangee: Rangee) -> dict[str, Any]:
        ici = {} if self.is_csv else {"feuille": table.grille.nom}
        return {**ici, "ligne": rangee.numero}

    def read(self) -> None:
        for champ, titre in TITRES.items():
            exemple = next((c.texte for r in self.table.rangees if (c := self.table.get(r, champ))), "")
            if champ != "repere":
                self.lecteur.note_intitule(titre, self.lecteur.get_role(titre), exemple)
        for rangee in self.table.rangees:
            noeud = self._read_place(rangee)
            if titre := self.table.get_texte(rangee, "titre"):
                self._read_action(rangee, titre, noeud)
        self._warn_autres_colonnes()

    def _warn_autres_colonnes(self) -> None:
        entete = self.table.grille.rangees[self.table.rang]
        for cellule in entete.cellules[self.table.colonnes["repere"] + 1 :]:
            if cellule:
                lieu = {"colonne": cellule.texte} | ({} if self.is_csv else {"feuille": self.table.grille.nom})
                phrase = f"La colonne «\u00a0{cellule.texte[:60]}\u00a0» n’est pas reprise."
                self.lecteur.warn("colonne_ignoree", phrase, lieu)

    def _read_place(self, rangee: Rangee) -> NoeudLu | None:
        noeud: NoeudLu | None = None
        for rang, nom in enumerate(self.table.niveaux):
            code = read_code(self.table.get_place(rangee, 2 * rang))
            titre = read_texte(self.table.get_place(rangee, 2 * rang + 1)) or code
            if not titre:
                break
            cle = (noeud, code, titre)
            if cle not in self.noeuds:
                lieu = self.get_lieu(self.table, rangee)
                self.noeuds[cle] = NoeudLu(nom, code or None, titre, noeud, lieu, is_exact=True)
                self.lecteur.plan.arbre.append(self.noeuds[cle])
            noeud = self.noeuds[cle]
        return noeud

    def _read_action(self, rangee: Rangee, titre: str, noeud: NoeudLu | None) -> None:
        action = ActionLue(self.get_lieu(self.table, rangee), titre, noeud=noeud)
        action.numero = read_code(self.table.get(rangee, "code")) or None
        repere = self.table.get_texte(rangee, "repere")
        if repere and repere not in self.par_repere:
            # A row that was copied to begin another action has the mark of the first.
            action.repere = repere
            self.par_repere[repere] = action
        self.par_cle.setdefault((action.numero or "", titre), []).append(action)
        for champ in TITRES:
            if cellule := self.table.get(rangee, champ):
                self._put(action, champ, cellule, rangee)
        self.lecteur.plan.actions.append(action)

    def _put(self, action: ActionLue, champ: str, cellule: Cellule, rangee: Rangee) -> None:
        texte = read_texte(cellule)
        if champ in ("pilotes", "partenaires", "structures_porteuses"):
            setattr(action, champ, read_noms(texte, is_personnes=champ == "pilotes"))
        elif champ == "description":
            action.description = texte
        elif champ in COMPLEMENTS:
            action.complements[champ] = texte
        elif champ == "calendrier":
            action.calendrier.texte = texte
        elif champ in ("debut", "fin") and (jour := read_jour(cellule)):
            setattr(action.calendrier, champ, jour)
        elif champ == "statut" and texte in STATUTS:
            action.statut, action.statut_texte = STATUTS[texte], texte
        elif champ == "communes" and texte == TOUTES_LES_COMMUNES:
            action.communes = [TOUTES]
        elif champ == "communes" and not SEPARATEURS.search(texte):
            action.communes = texte.split("\n")
        elif champ == "publics" and LIBELLES_PUBLICS.issuperset(texte.split("\n")):
            action.publics = texte.split("\n")
        elif champ == "avancement":
            self._put_avancement(action, cellule, texte, rangee)
        elif champ in ("publics", "communes", "debut", "fin", "statut"):
            # Typed since: read as in any other file.
            avertir = self._build_avertir(action, rangee)
            corriges, vus = self.lecteur.corrections.statuts, self.lecteur.plan.statuts
            put_champ(action, Role(champ), cellule, avertir, corriges, vus)

    def _put_avancement(self, action: ActionLue, cellule: Cellule, texte: str, rangee: Rangee) -> None:
        if cellule.nombre is not None and cellule.nombre in range(101) and not cellule.is_pourcent:
            action.avancement = int(cellule.nombre)
            return
        avertir = self._build_avertir(action, rangee)
        corriges, vus = self.lecteur.corrections.statuts, self.lecteur.plan.statuts
        put_avancement(action, cellule, texte, avertir, corriges, vus)

    def _build_avertir(self, action: ActionLue, rangee: Rangee) -> Callable[[str, str, str], None]:
        lieu = {**self.get_lieu(self.table, rangee), "titre": action.titre}
        return lambda code, message, colonne: self.lecteur.warn(code, message, {**lieu, "colonne": colonne})

    def read_lignes(self, table: Table, put: Callable[[ActionLue, Table, Rangee], str]) -> None:
        """Those of another sheet, each put in its action; `put` says what it could not take."""
        for rangee in table.rangees:
            action = self._find_action(table, rangee) if any(rangee.cellules) else None
            if action is not None and (doute := put(action, table, rangee)):
                self.lecteur.warn("montant_illisible", doute, self.get_lieu(table, rangee))

    def _find_action(self, table: Table, rangee: Rangee) -> ActionLue | None:
        code, titre = read_code(table.get(rangee, "code")), table.get_texte(rangee, "titre")
        action = self.par_repere.get(table.get_texte(rangee, "repere"))
        if action is not None:
            return action
        memes: Sequence[ActionLue] = self.par_cle.get((code, titre), ())
        action = memes[0] if len(memes) == 1 else self.lecteur.find_action(code or None, titre)
        if action is None:
            self.lecteur.warn(
                "rattachement_introuvable",
                f"«\u00a0{(code or titre)[:60]}\u00a0» n’est pas une action de ce fichier.",
                self.get_lieu(table, rangee),
            )
        return action


def read_code(cellule: Cellule) -> str:
    """« 1.1 » that a spreadsheet took for a number is « 1,1 » there."""
    texte = read_texte(cellule)
    return texte if cellule.nombre is None else parse_code(texte) or ""


def read_jour(cellule: Cellule) -> str | None:
    if cellule.jour is not None:
        return cellule.jour.isoformat()
    try:
        return date.fromisoformat(cellule.texte).isoformat() if len(cellule.texte) == len("2026-07-01") else None
    except ValueError:
        return None


def put_montants(action: ActionLue, table: Table, rangee: Rangee) -> str:
    annee = table.get(rangee, "annee").texte
    an = int(annee) if re.fullmatch(r"(?:19|20)\d\d", annee) else None
    financeurs = read_noms(table.get_texte(rangee, "financeur"))
    for sens in ("charge", "produit"):
        valeur = parse_valeur(table.get(rangee, sens))
        if valeur is not None and (isinstance(valeur, str) or valeur < 0):
            return f"«\u00a0{valeur}\u00a0» n’est pas un montant\u00a0: rien n’en est repris."
        if valeur is not None:
            # Beside an amount, a name is that of who brings it.
            nom = ", ".join(financeurs) or None if sens == "produit" else None
            action.budget.append(MontantLu(round(valeur, 2), an, nom, sens))
    return ""


def put_indicateur(action: ActionLue, table: Table, rangee: Rangee) -> str:
    libelle = table.get_texte(rangee, "indicateur")
    if not libelle:
        return ""
    lu = IndicateurLu(libelle, table.get_texte(rangee, "unite") or None)
    cible, reference = table.get(rangee, "cible"), table.get(rangee, "reference")
    # Typed as words, « 12 » is a target in words.
    lu.cible = read_texte(cible) or None if cible.nombre is None else parse_valeur(cible)
    lu.reference = parse_valeur(reference)
    lu.role = ROLES_LUS.get(table.get_texte(rangee, "role").casefold())
    for colonne, annee in table.annees.items():
        valeur = parse_valeur(get_cellule(rangee, colonne))
        if isinstance(valeur, float):
            lu.valeurs[annee] = valeur
    action.indicateurs.append(lu)
    return ""


def read_noms(texte: str, *, is_personnes: bool = False) -> list[str]:
    """Those of a cell, in their order, each once: as they stand between guillemets, else as people write several."""
    noms: list[str] = []
    for ligne in filter(None, map(str.strip, texte.split("\n"))):
        if ligne.startswith("«") and ligne.endswith("»") and len(ligne) > 1:
            noms.append(ligne[1:-1].strip())
        else:
            noms += parse_noms(ligne, is_personnes=is_personnes)[0]
    return list(dict.fromkeys(filter(None, noms)))
