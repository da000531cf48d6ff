"""What stands beside the cells of a sheet, which nobody would see in what is brought in: comments, hidden columns."""

from convive.plan_action.rules.lecture.lecteur import Lecteur
from convive.plan_action.rules.lecture.lexique import CHAMPS_LISIBLES
from convive.plan_action.rules.lecture.modele import Grille
from convive.plan_action.rules.lecture.table import Entete, get_cellule
from convive.plan_action.rules.lecture.textes import clean_ligne
from convive.plan_action.rules.lecture.vocabulaire import split_titre_double

MAX_DITS = 120


def say_marges(lecteur: Lecteur, grille: Grille, entetes: list[Entete]) -> None:
    for ligne, colonne, texte in grille.commentaires:
        court = clean_ligne(texte)
        court = court if len(court) <= MAX_DITS else f"{court[: MAX_DITS - 1]}…"
        lieu = {"feuille": grille.nom, "ligne": ligne, "colonne": _get_titre(entetes, colonne)}
        lieu["titre"] = _get_action(grille, entetes, ligne)
        lecteur.warn("commentaire", f"Un commentaire de cellule n’est pas repris\u00a0: «\u00a0{court}\u00a0».", lieu)
    for colonne in sorted(grille.colonnes_masquees):
        if any(get_cellule(rangee, colonne) for rangee in grille.rangees):
            titre = _get_titre(entetes, colonne)
            phrase = f"La colonne masquée «\u00a0{titre}\u00a0» est lue comme les autres."
            lecteur.warn("colonne_masquee", phrase, {"feuille": grille.nom, "colonne": titre})


def say_colonnes(lecteur: Lecteur, grille: Grille, entete: Entete, fin: int) -> None:
    """The columns that hold something and are not understood, and those whose title says two things."""
    for colonne, texte in sorted(entete.textes.items()):
        lieu = {"feuille": grille.nom, "tableau": grille.tableau, "colonne": texte}
        role = entete.roles.get(colonne)
        if role is None and texte and any(get_cellule(r, colonne) for r in grille.rangees[entete.fin + 1 : fin]):
            lecteur.warn("colonne_ignoree", f"La colonne «\u00a0{texte[:60]}\u00a0» n’est pas reprise.", lieu)
        elif role is not None and role.champ in CHAMPS_LISIBLES and split_titre_double(texte) is not None:
            lu = CHAMPS_LISIBLES[role.champ]
            phrase = f"«\u00a0{texte[:60]}\u00a0» annonce deux choses\u00a0: lu comme «\u00a0{lu}\u00a0», à vérifier."
            lecteur.warn("titre_double", phrase, lieu)


def _get_titre(entetes: list[Entete], colonne: int) -> str:
    """Its title, else its letters as on screen."""
    for entete in entetes:
        if colonne in entete.textes:
            return entete.textes[colonne]
    lettres = ""
    rang = colonne + 1
    while rang:
        rang, reste = divmod(rang - 1, 26)
        lettres = chr(ord("A") + reste) + lettres
    return lettres


def _get_action(grille: Grille, entetes: list[Entete], ligne: int) -> str:
    """The title of the action of a row, for whoever reads the remark."""
    titres = [colonne for entete in entetes for colonne in entete.list_colonnes("titre")]
    rangee = next((r for r in grille.rangees if r.numero == ligne), None)
    return clean_ligne(get_cellule(rangee, titres[0]).texte) if rangee is not None and titres else ""
