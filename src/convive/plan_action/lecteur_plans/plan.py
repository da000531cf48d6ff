"""Read a whole plan from a file: the one door of the reading. Pure Python, no clock, no network, nothing written."""

import hashlib
import re
from dataclasses import replace

from convive.plan_action.lecteur_plans.complements import read_complement
from convive.plan_action.lecteur_plans.controles import check_plan
from convive.plan_action.lecteur_plans.decoupe import split_cote_a_cote
from convive.plan_action.lecteur_plans.dispositions import Disposition, find_disposition
from convive.plan_action.lecteur_plans.doublons import drop_doublons
from convive.plan_action.lecteur_plans.en_colonnes import Tourne
from convive.plan_action.lecteur_plans.feuilles import list_feuilles_niveaux, list_titres_de_tables
from convive.plan_action.lecteur_plans.fiche_action import build_action
from convive.plan_action.lecteur_plans.formats.fichiers import read_document
from convive.plan_action.lecteur_plans.lecteur import Lecteur, is_numero_seul
from convive.plan_action.lecteur_plans.lecture_fiches import read_fiches
from convive.plan_action.lecteur_plans.legendes import read_legende
from convive.plan_action.lecteur_plans.marges import say_colonnes, say_marges
from convive.plan_action.lecteur_plans.modele import (
    Correspondances,
    Document,
    Grille,
    NoeudLu,
    PlanIllisible,
    PlanLu,
)
from convive.plan_action.lecteur_plans.notre_classeur import find_plan, read_notre_classeur
from convive.plan_action.lecteur_plans.periode import find_periode, list_hors_convention
from convive.plan_action.lecteur_plans.questions import get_forme, list_questions
from convive.plan_action.lecteur_plans.table import Entete, get_cellule, get_fin
from convive.plan_action.lecteur_plans.tableaux import LectureTable
from convive.plan_action.lecteur_plans.texte_libre import LectureTexte
from convive.plan_action.lecteur_plans.titre_document import drop_titre
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, parse_titre

SANS_ACTION = (
    "Aucune action n’a été trouvée dans ce fichier\u00a0: il faut une ligne de titres de colonnes "
    "(Action, Pilote, Calendrier…), ou des fiches avec leurs étiquettes (Intitulé, Pilote, Description…)."
)
SANS_CORRECTION = Correspondances()
MAX_TITRE_PLAN = 150
# The level of a sheet whose name is one.
FEUILLE = "_feuille"
# The level of a table by the title above it.
TABLE = "_table"
# Sheets that people keep beside the plan, and that are not it.
AUTRE_FEUILLE = re.compile(
    r"\b(?:anciens?|anciennes?|archives?|archivee?s?|obsoletes?|perimee?s?|old|ne pas utiliser|sauvegarde|historique|"
    r"modeles?|vierge|gabarit|trame|exemples?|mode d'emploi|lisez[- ]moi|a lire|notice|legende|listes? deroulantes?|"
    r"parametres?|sommaire|table des (?:matieres|fiches)|page de garde|couverture)\b"
)


def read_plan(contenu: bytes, nom_fichier: str, corrections: Correspondances = SANS_CORRECTION) -> PlanLu:
    """What the file says, as it says it; of a table whose titles are not understood, the question to ask. Raise
    PlanIllisible, whose message is French, when it is no plan."""
    document = read_document(contenu, nom_fichier)
    lecteur = Lecteur(corrections)
    lecteur.plan.avertissements += document.avertissements
    read_legende(lecteur, document)
    if document.nature == "texte":
        LectureTexte(lecteur, document).read()
        drop_titre(lecteur)
    elif (notre := find_plan(document, lecteur)) is not None:
        read_notre_classeur(lecteur, document, notre)
    else:
        _read_classeur(lecteur, document)
    plan = lecteur.plan
    if not plan.actions:
        plan.questions = list_questions(document)
        if not plan.questions:
            raise PlanIllisible(SANS_ACTION)
        plan.empreinte = hashlib.sha256(get_forme(plan.questions).encode()).hexdigest()
        return plan
    check_plan(lecteur)
    plan.periode = find_periode(document, nom_fichier)
    if plan.periode is not None:
        plan.avertissements += list_hors_convention(plan.actions, *plan.periode)
    plan.sortes = [sorte for sorte in lecteur.ordre if sorte in plan.sortes] + [
        s for s in plan.sortes if s not in lecteur.ordre
    ]
    plan.empreinte = hashlib.sha256("\n".join(lecteur.get_formes()).encode()).hexdigest()
    return plan


# --- Workbooks --------------------------------------------------------------------------------------------------------
def _read_classeur(lecteur: Lecteur, document: Document) -> None:
    is_csv = document.nature == "csv"
    complements: list[tuple[Grille, Entete, int]] = []
    lues: list[Grille] = []
    fiches: set[int] = set()
    feuilles = [
        (grille, find_disposition(lecteur, grille)) for grille in _list_feuilles(lecteur, document, is_csv=is_csv)
    ]
    niveaux = list_feuilles_niveaux((grille, lue.entetes) for grille, lue in feuilles)
    for grille, lue in feuilles:
        entetes = lue.entetes
        lieu = {} if is_csv else {"feuille": grille.nom}
        avant = len(lecteur.plan.actions)
        is_liste = lue.disposition is not Disposition.FICHES
        if lue.disposition is Disposition.LISTE:
            sorte = FEUILLE if grille.nom in niveaux else ""
            _read_liste(lecteur, grille, entetes, is_csv=is_csv, complements=complements, sorte=sorte)
        elif lue.disposition is Disposition.COLONNES:
            _read_colonnes(lecteur, grille, lue.tournes, is_csv=is_csv)
            entetes = []
        elif lue.disposition is Disposition.FICHES:
            _read_feuille_de_fiches(lecteur, grille, is_csv=is_csv)
            entetes = []
        elif entetes:
            complements += [(grille, entete, get_fin(grille, entetes, rang)) for rang, entete in enumerate(entetes)]
            for entete in entetes:
                _note(lecteur, grille, entete)
            say_marges(lecteur, grille, entetes)
            lues.append(grille)
            continue
        say_marges(lecteur, grille, entetes)
        if len(lecteur.plan.actions) > avant:
            if not is_liste:
                fiches |= {id(action) for action in lecteur.plan.actions[avant:]}
            drop_doublons(lecteur, avant, fiches)
            lues.append(grille)
        elif not is_csv:
            lecteur.warn(
                "feuille_ignoree",
                f"La feuille «\u00a0{grille.nom}\u00a0» ne contient pas d’actions\u00a0: elle n’est pas lue.",
                lieu,
            )
    for grille, entete, fin in complements:
        read_complement(lecteur, grille, entete, fin, is_csv=is_csv)


def _list_feuilles(lecteur: Lecteur, document: Document, *, is_csv: bool) -> list[Grille]:
    """Those that hold something and are read."""
    pleines = [grille for grille in document.grilles if grille.rangees]
    if is_csv:
        return pleines
    lues = []
    for grille in pleines:
        lecteur.plan.feuilles[grille.nom] = _is_a_lire(lecteur, grille, is_seule=len(document.grilles) == 1)
        if lecteur.plan.feuilles[grille.nom]:
            lues.append(grille)
    return lues


def _is_a_lire(lecteur: Lecteur, grille: Grille, *, is_seule: bool) -> bool:
    """Not when a person left the sheet out, when it is hidden, when its name says it is beside the plan."""
    lieu = {"feuille": grille.nom}
    if grille.nom in lecteur.corrections.feuilles_ignorees:
        return False
    if grille.nom in lecteur.corrections.feuilles_lues:
        return True
    if grille.is_masquee:
        lecteur.warn(
            "feuille_masquee", f"La feuille «\u00a0{grille.nom}\u00a0» est masquée\u00a0: elle n’est pas lue.", lieu
        )
        return False
    if AUTRE_FEUILLE.search(fold(grille.nom)) and not is_seule:
        lecteur.warn(
            "feuille_ecartee",
            f"La feuille «\u00a0{grille.nom}\u00a0» n’est pas lue\u00a0: son nom dit une ancienne version, "
            "un modèle ou un mode d’emploi.",
            lieu,
        )
        return False
    return True


def _note(lecteur: Lecteur, grille: Grille, entete: Entete) -> None:
    for colonne, texte in sorted(entete.textes.items()):
        exemple = next((c.texte for r in grille.rangees[entete.fin + 1 :] if (c := get_cellule(r, colonne))), "")
        lecteur.note_intitule(texte, entete.roles.get(colonne), exemple)


def _read_liste(
    lecteur: Lecteur,
    grille: Grille,
    entetes: list[Entete],
    *,
    is_csv: bool,
    complements: list[tuple[Grille, Entete, int]],
    sorte: str,
) -> None:
    """`sorte`: of the level that the name of the sheet is, when nothing in it says one."""
    pile: list[tuple[str, NoeudLu]] = []
    _open_feuille(lecteur, grille, entetes[0], pile, is_csv=is_csv)
    if sorte and not pile:
        lecteur.place(pile, sorte, None, clean_ligne(grille.nom), {"feuille": grille.nom})
    suite: list[tuple[str, NoeudLu]] = pile
    titres = list_titres_de_tables(grille, entetes)
    for rang, entete in enumerate(entetes):
        fin = get_fin(grille, entetes, rang) - (rang + 1 in titres)
        if rang in titres:
            suite = list(pile)
            lieu = {"feuille": grille.nom, "ligne": grille.rangees[entete.debut - 1].numero}
            lecteur.place(suite, TABLE, None, titres[rang], lieu)
        _note(lecteur, grille, entete)
        if not entete.is_actions:
            complements.append((grille, entete, fin))
            continue
        lecture = LectureTable(lecteur, grille, entete, suite, is_csv=is_csv)
        lecture.base = len(pile)
        lecture.read(fin)
        # Title rows above a second row of titles hold for what is under it.
        suite = lecture.suite.pile
        say_colonnes(lecteur, grille, entete, fin)


def _read_colonnes(lecteur: Lecteur, grille: Grille, tournes: list[Tourne], *, is_csv: bool) -> None:
    """A sheet that says one action a column, the levels of its banners included."""
    pile: list[tuple[str, NoeudLu]] = []
    for tourne in tournes:
        entete = tourne.entetes[0]
        ici = Entete(tourne.debut, tourne.debut, entete.roles)
        _open_feuille(lecteur, grille, ici, pile, is_csv=is_csv)
        _note(lecteur, tourne.grille, entete)
        lecture = LectureTable(lecteur, tourne.grille, entete, pile, is_csv=is_csv)
        lecture.read(len(tourne.grille.rangees))
        say_colonnes(lecteur, tourne.grille, entete, len(tourne.grille.rangees))


def _open_feuille(
    lecteur: Lecteur, grille: Grille, entete: Entete, pile: list[tuple[str, NoeudLu]], *, is_csv: bool
) -> None:
    """The level that the sheet itself is: said above its titles (« AXE 1 : … »), else by its name."""
    niveaux = {entete.roles[colonne].sorte for colonne in entete.list_colonnes("niveau")}
    for rangee in grille.rangees[: entete.debut]:
        textes = [clean_ligne(cellule.texte) for cellule in rangee.cellules if cellule]
        if not textes:
            continue
        texte = (
            " ".join(textes[:2])
            if len(textes) == 2 and is_numero_seul(textes[0], parse_titre(textes[0]).numero)
            else textes[0]
        )
        lu = parse_titre(texte)
        if len(textes) == 2 and textes[0].rstrip(" \u00a0:").casefold() in lecteur_sortes():
            # « Axe : | Petite enfance »
            autre = parse_titre(textes[1])
            sorte = fold(textes[0].rstrip(" \u00a0:"))
            if sorte not in niveaux:
                lecteur.place(
                    pile, sorte, autre.numero, autre.titre or textes[1], {"feuille": grille.nom, "ligne": rangee.numero}
                )
        elif (
            lu.is_niveau
            and len(texte) <= MAX_TITRE_PLAN
            and lu.sorte not in niveaux
            and (lu.numero is not None or ":" in texte)
        ):
            lieu = {"ligne": rangee.numero} if is_csv else {"feuille": grille.nom, "ligne": rangee.numero}
            lecteur.place(pile, lu.sorte, lu.numero, lu.titre or texte, lieu)
        elif (
            pile
            and is_numero_seul(pile[-1][1].titre, pile[-1][1].numero)
            and len(texte) <= MAX_TITRE_PLAN
            and lu.numero is None
            and len(textes) == 1
        ):
            # « AXE 1 » on a row, « Petite enfance » on the next.
            pile[-1][1].titre = texte
    if is_csv:
        return
    lu = parse_titre(grille.nom.replace("_", " "))
    if not lu.is_niveau or lu.sorte in niveaux or lu.numero is None:
        return
    if pile:
        if pile[0][0] == lu.sorte and is_numero_seul(pile[0][1].titre, pile[0][1].numero) and lu.titre:
            pile[0][1].titre = lu.titre
        return
    lecteur.place(pile, lu.sorte, lu.numero, lu.titre or clean_ligne(grille.nom), {"feuille": grille.nom})


def lecteur_sortes() -> frozenset[str]:
    from convive.plan_action.lecteur_plans.valeurs.textes import SORTES

    return frozenset(SORTES)


def _read_feuille_de_fiches(lecteur: Lecteur, grille: Grille, *, is_csv: bool) -> None:
    """A sheet laid out as a fiche (or several, one under the other, or side by side)."""
    fiches = [fiche for part in split_cote_a_cote(lecteur, grille) for fiche in read_fiches(lecteur, part)]
    for fiche in sorted(fiches, key=lambda fiche: fiche.ligne):
        source = {"ligne": fiche.ligne} if is_csv else {"feuille": grille.nom, "ligne": fiche.ligne}
        if not fiche.titre and not fiche.has("titre"):
            lu = parse_titre(grille.nom)
            fiche.titre, fiche.numero = (lu.titre, lu.numero) if lu.is_action else ("", None)
        build_action(lecteur, fiche, source, [], dict(source), is_ligne=True)


__all__ = ["Correspondances", "PlanIllisible", "PlanLu", "read_plan", "replace"]
