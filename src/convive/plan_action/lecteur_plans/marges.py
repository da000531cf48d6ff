"""What stands beside the words of a file, which nobody would see in what is brought in: comments, struck texts, tracked
changes, headers of pages, hidden rows and columns. Pure Python."""

import re
from collections.abc import Iterable

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Avertissement, Grille
from convive.plan_action.lecteur_plans.table import Entete, get_cellule, write_lettres
from convive.plan_action.lecteur_plans.valeurs.lexique import CHAMPS_LISIBLES
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role, split_titre_double

MAX_DITS = 120
ZONE = "Une zone de texte n’est pas reprise\u00a0: «\u00a0{}\u00a0»."


def say_marges(lecteur: Lecteur, grille: Grille, entetes: list[Entete]) -> None:
    for ligne, colonne, texte in grille.commentaires:
        court = cut(texte)
        lieu = {"feuille": grille.nom, "ligne": ligne, "colonne": _get_titre(entetes, colonne)}
        lieu["titre"] = _get_action(grille, entetes, ligne)
        lecteur.warn("commentaire", f"Un commentaire de cellule n’est pas repris\u00a0: «\u00a0{court}\u00a0».", lieu)
    barres: dict[int, list[str]] = {}
    for ligne, _colonne, texte in grille.barres:
        barres.setdefault(ligne, []).append(clean_ligne(texte))
    for ligne, textes in barres.items():
        lieu = {"feuille": grille.nom, "ligne": ligne, "titre": _get_action(grille, entetes, ligne)}
        lecteur.warn("texte_barre", say_barre(" | ".join(textes)), lieu)
    for code, phrase, ligne in grille.dits:
        lecteur.warn(code, phrase, {"feuille": grille.nom, "ligne": ligne})
    _say_lignes_masquees(lecteur, grille, entetes)
    for colonne in sorted(grille.colonnes_masquees):
        if any(get_cellule(rangee, colonne) for rangee in grille.rangees):
            titre = _get_titre(entetes, colonne)
            phrase = f"La colonne masquée «\u00a0{titre}\u00a0» est lue comme les autres."
            lecteur.warn("colonne_masquee", phrase, {"feuille": grille.nom, "colonne": titre})


def _say_lignes_masquees(lecteur: Lecteur, grille: Grille, entetes: list[Entete]) -> None:
    """Those that no table of actions said: in a fiche, above the titles."""
    debut = entetes[0].fin if any(entete.is_actions for entete in entetes) else len(grille.rangees)
    masquees = [str(rangee.numero) for rangee in grille.rangees[: debut + 1] if rangee.is_masquee]
    if masquees:
        phrase = f"Des lignes masquées ont été lues\u00a0: {', '.join(masquees[:8])}{'…' if len(masquees) > 8 else ''}."
        lecteur.warn("ligne_masquee", phrase, {"feuille": grille.nom, "ligne": int(masquees[0])})


NUMERO_PAGE = re.compile(r"(?:page|pages|p\.|sur|/|de|\d+|[\s–-])*", re.I)


def cut(texte: str) -> str:
    ligne = clean_ligne(texte)
    return ligne if len(ligne) <= MAX_DITS else f"{ligne[: MAX_DITS - 1]}…"


def say_barre(texte: str) -> str:
    return f"«\u00a0{cut(texte)}\u00a0», barré, n’est pas lu."


def list_marges_dites(textes: Iterable[str]) -> list[str]:
    """The headers and footers that say something, each once; the number of a page says nothing."""
    dites: dict[str, str] = {}
    for ligne in map(clean_ligne, textes):
        if not NUMERO_PAGE.fullmatch(ligne):
            dites.setdefault(re.sub(r"\d+", "#", ligne), ligne)
    return list(dites.values())


def say_marge(texte: str) -> Avertissement:
    phrase = f"L’en-tête ou le pied de page n’est pas repris\u00a0: «\u00a0{cut(texte)}\u00a0»."
    return Avertissement("en_tete_ou_pied", phrase, {})


def say_colonnes(lecteur: Lecteur, grille: Grille, entete: Entete, fin: int) -> None:
    """The columns that hold something and are not understood, and those whose title says two things."""
    for colonne, texte in sorted(entete.textes.items()):
        lieu = {"feuille": grille.nom, "tableau": grille.tableau, "colonne": texte}
        role = entete.roles.get(colonne)
        is_remplie = bool(texte) and any(get_cellule(r, colonne) for r in grille.rangees[entete.fin + 1 : fin])
        if entete.is_titre_devine and role is not None and role.champ == "titre":
            phrase = f"La colonne «\u00a0{texte[:60]}\u00a0» est lue comme celle des actions\u00a0: à vérifier."
            lecteur.warn("titre_devine", phrase, lieu)
        elif role is None and is_remplie:
            lecteur.warn("colonne_ignoree", f"La colonne «\u00a0{texte[:60]}\u00a0» n’est pas reprise.", lieu)
        elif is_remplie and role == Role("ignore", is_realise=True):
            phrase = f"La colonne «\u00a0{texte[:60]}\u00a0» n’est pas reprise\u00a0: c’est de l’argent déjà dépensé."
            lecteur.warn("colonne_ignoree", phrase, lieu)
        elif role is not None and role.champ in CHAMPS_LISIBLES and _is_double(texte):
            lu = CHAMPS_LISIBLES[role.champ]
            phrase = f"«\u00a0{texte[:60]}\u00a0» annonce deux choses\u00a0: lu comme «\u00a0{lu}\u00a0», à vérifier."
            lecteur.warn("titre_double", phrase, lieu)

    _say_colonnes_sans_titre(lecteur, grille, entete, fin)


def _say_colonnes_sans_titre(lecteur: Lecteur, grille: Grille, entete: Entete, fin: int) -> None:
    """What stands beside an action under no title."""
    titres = entete.list_colonnes("titre")
    rangees = [r for r in grille.rangees[entete.fin + 1 : fin] if titres and get_cellule(r, titres[0])]
    # Past the last title of a CSV, records slid: said elsewhere.
    is_csv = not grille.nom and not grille.tableau
    for colonne in range(max(entete.textes, default=0) if is_csv else grille.largeur):
        dite = next((r for r in rangees if get_cellule(r, colonne)), None)
        if colonne in entete.textes or colonne in entete.roles or dite is None or entete.annee is not None:
            continue
        exemple = cut(get_cellule(dite, colonne).texte)
        phrase = f"Une colonne sans titre n’est pas reprise\u00a0: «\u00a0{exemple}\u00a0»."
        lieu = {"feuille": grille.nom, "tableau": grille.tableau, "ligne": dite.numero}
        lecteur.warn("colonne_ignoree", phrase, {**lieu, "colonne": _get_titre([entete], colonne)})


def _is_double(texte: str) -> bool:
    """Two notions, of which one only is read; a beginning and an end are one calendar."""
    doubles = split_titre_double(texte)
    return doubles is not None and not set(doubles) <= {"debut", "fin", "calendrier"}


def _get_titre(entetes: list[Entete], colonne: int) -> str:
    """Its title, else its letters as on screen."""
    for entete in entetes:
        if colonne in entete.textes:
            return entete.textes[colonne]
    return write_lettres(colonne + 1)


def _get_action(grille: Grille, entetes: list[Entete], ligne: int) -> str:
    """The title of the action of a row, for whoever reads the remark."""
    titres = [colonne for entete in entetes for colonne in entete.list_colonnes("titre")]
    rangee = next((r for r in grille.rangees if r.numero == ligne), None)
    return clean_ligne(get_cellule(rangee, titres[0]).texte) if rangee is not None and titres else ""
