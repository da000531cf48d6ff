"""What the pages of a PDF repeat in their margins, and a table that one page hands over to the next. Pure Python."""

import re
from typing import Any

from convive.plan_action.lecteur_plans.modele import Bloc, Cellule, CellulesFusionnees, Grille, Paragraphe, Rangee
from convive.plan_action.lecteur_plans.valeurs.listes import SUITE
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import PAR_TITRE, get_cle, guess_role

type Chars = list[dict[str, Any]]
type Page = list[tuple[float, Bloc]]

# The shares of the height of a page above and under which a header and a footer stand.
EN_TETE, PIED = 0.09, 0.9
ECART = 8.0
NUMERO_PAGE = re.compile(r"(?:page |p\.? ?)?\d{1,3}(?: ?(?:/|sur) ?\d{1,3})?|- ?\d{1,3} ?-", re.I)
AVEC_NUMERO = re.compile(r"(?:.*\W)?(?:page|p\.) ?\d{1,3}(?: ?(?:/|sur|de) ?\d{1,3})?(?:\W.*)?", re.I)


# A white between a label and its value is wider than that share of the letters, and labels come in numbers.
BLANC = 1.4
MIN_ETIQUETTES = 3


def list_etiquettes(lignes: list[Chars]) -> dict[int, int]:
    """« Pilote      Anne Roy »: for each line that is a label, a white and its value, where the value begins among its
    letters. Nothing when the text has fewer than three such lines, of different fields."""
    found: dict[int, int] = {}
    champs: set[str] = set()
    for rang, ligne in enumerate(lignes):
        for place in range(1, len(ligne)):
            if ligne[place]["x0"] - ligne[place - 1]["x1"] < ligne[place]["size"] * BLANC:
                continue
            texte = write_chars(ligne[:place])
            role = guess_role(texte) if get_cle(texte) in PAR_TITRE else None
            if role is not None and role.champ not in ("annee", "titre") and texte[:1].isupper():
                found[rang] = place
                champs.add(role.champ)
            break
    return found if len(champs) >= MIN_ETIQUETTES else {}


def is_etiquetee(texte: str) -> bool:
    """« Échéance : 2028 »: a line that opens with its label goes on with no other."""
    etiquette, signe, _ = texte.partition(":")
    return bool(signe) and etiquette[:1].isupper() and get_cle(etiquette) in PAR_TITRE


def write_chars(chars: Chars) -> str:
    texte = ""
    for rang, char in enumerate(chars):
        blanc = rang > 0 and char["x0"] - chars[rang - 1]["x1"] > max(1.0, char["size"] * 0.18)
        texte += f" {char['text']}" if blanc else str(char["text"])
    return clean_ligne(texte)


def list_marges(pages: list[Page], hauteurs: list[float]) -> set[int]:
    """The ids of the paragraphs of the margins: a page number, or the words that two pages repeat at one height."""
    bords: list[tuple[int, float, Paragraphe]] = []
    for rang, (page, hauteur) in enumerate(zip(pages, hauteurs, strict=True), 1):
        paragraphes = [(top, bloc) for top, bloc in page if isinstance(bloc, Paragraphe)]
        extremes = {id(bloc) for _, bloc in [*paragraphes[:2], *paragraphes[-2:]]}
        bords += [
            (rang, top, bloc)
            for top, bloc in paragraphes
            if top < hauteur * EN_TETE
            or top > hauteur * PIED
            or (len(pages) > 1 and id(bloc) in extremes and not (bloc.etiquette or is_etiquetee(bloc.texte)))
        ]
    marges: set[int] = set()
    vus: dict[str, list[tuple[int, float]]] = {}
    for rang, top, bloc in bords:
        vus.setdefault(_get_cle(bloc.texte, rang, len(pages)), []).append((rang, top))
    for rang, top, bloc in bords:
        texte = clean_ligne(bloc.texte)
        memes = vus[_get_cle(bloc.texte, rang, len(pages))]
        is_repete = any(autre != rang and abs(haut - top) <= ECART for autre, haut in memes)
        is_bande = top < hauteurs[rang - 1] * EN_TETE or top > hauteurs[rang - 1] * PIED
        is_numero = NUMERO_PAGE.fullmatch(texte) is not None or (is_bande and AVEC_NUMERO.fullmatch(texte) is not None)
        if is_repete or is_numero or _is_pied_seul(pages[rang - 1], top, hauteurs[rang - 1]):
            marges.add(id(bloc))
    return marges


# How many times the height of a letter stand, at least, between a text and a footer that no other page repeats.
BLANC_DE_PIED = 4.0


def _is_pied_seul(page: Page, top: float, hauteur: float) -> bool:
    """Alone at the foot of its page, far under all that is above."""
    dessus = [haut for haut, _ in page if haut < top - 1]
    dernier = page[-1][1]
    if (
        top <= hauteur * PIED
        or not dessus
        or not isinstance(dernier, Paragraphe)
        or isinstance(page[len(dessus) - 1][1], Grille)
    ):
        return False
    return top - max(dessus) > BLANC_DE_PIED * (dernier.taille or 10.0)


def _get_cle(texte: str, rang: int, pages: int) -> str:
    """Its words, whatever the number of the page; a title keeps its own number."""
    ligne = clean_ligne(texte)
    lu = parse_titre(ligne)
    if lu.sorte and lu.numero is not None:
        return ligne
    return re.sub(rf"(?<!\d)(?:{rang}|{pages})(?!\d)", "#", ligne)


def extend_grille(avant: Grille, apres: Grille) -> None:
    """A table that goes on over the page; the row that the page cut is one row."""
    rangees = list(apres.rangees)
    if len(rangees) > 1 and _is_meme(avant.rangees[0], rangees[0]):
        rangees = rangees[1:]
    if rangees and _is_coupee(avant.rangees[-1], rangees[0]):
        _join(avant.rangees[-1], rangees[0])
        rangees = rangees[1:]
    decalage = avant.rangees[-1].numero
    for rangee in rangees:
        avant.rangees.append(Rangee(decalage + rangee.numero, rangee.cellules))
    avant.fusions += [
        CellulesFusionnees(f.ligne + decalage, f.colonne, f.ligne_fin + decalage, f.colonne_fin) for f in apres.fusions
    ]
    avant.forget_fusions()


def _is_meme(a: Rangee, b: Rangee) -> bool:
    return [fold(cellule.texte) for cellule in a.cellules] == [fold(cellule.texte) for cellule in b.cellules]


def _is_coupee(avant: Rangee, suite: Rangee) -> bool:
    """The rest of a row fills few of its cells, and none of those that open it."""
    pleines = [colonne for colonne, cellule in enumerate(avant.cellules) if cellule]
    restes = [colonne for colonne, cellule in enumerate(suite.cellules) if cellule]
    if not pleines or not restes or len(pleines) < 2:
        return False
    if len(restes) * 2 > len(pleines) or not set(restes) <= set(pleines):
        return False
    # A title too may be cut: its words then go on in the middle of a sentence.
    return restes[0] > pleines[0] or _is_phrase_coupee(avant.cellules[restes[0]].texte, suite.cellules[restes[0]].texte)


def _is_phrase_coupee(avant: str, suite: str) -> bool:
    return suite[:1].islower() or SUITE.search(fold(avant)) is not None


def _join(avant: Rangee, suite: Rangee) -> None:
    for colonne, cellule in enumerate(suite.cellules):
        if cellule and colonne < len(avant.cellules):
            debut = avant.cellules[colonne].texte
            is_phrase = debut.endswith((".", ":", ";", "!", "?")) or re.match(r"[-–•]", cellule.texte) is not None
            texte = f"{debut}\n{cellule.texte}" if is_phrase else f"{debut} {cellule.texte}"
            avant.cellules[colonne] = Cellule(texte, is_gras=avant.cellules[colonne].is_gras)
