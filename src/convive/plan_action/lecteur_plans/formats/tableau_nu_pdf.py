"""A table of a PDF that no line draws: titles side by side, and under each what stands at its place. Pure Python."""

from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise

from convive.plan_action.lecteur_plans.formats.colonnes_pdf import Chars, is_gras
from convive.plan_action.lecteur_plans.formats.pages_pdf import BLANC, write_chars
from convive.plan_action.lecteur_plans.modele import Cellule, Grille, Rangee
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import guess_role

MIN_COLONNES = 3
# How many lines of a header of page may stand above a table that goes on.
MAX_DESSUS = 3
# A character may stand a little before the title of its column, when it is centred.
TOLERANCE = 4.0
# Rows are farther from one another than the lines of one of them, by that much.
LARGE = 1.1


@dataclass(frozen=True, slots=True)
class TableauNu:
    """From the rank of its first line to the one that follows its last; `bords`: where its columns begin."""

    debut: int
    fin: int
    grille: Grille
    bords: list[float]


def find_tableau_nu(lignes: list[Chars], suite: list[float]) -> TableauNu | None:
    """Nothing in another text. `suite`: the columns of the table that ends the page before, which may go on here."""
    for rang, ligne in enumerate(lignes):
        morceaux = _split(ligne)
        roles = [guess_role(clean_ligne(write_chars(morceau))) for morceau in morceaux]
        connus = [role for role in roles if role is not None]
        has_titre = any(role.champ in ("titre", "description") for role in connus)
        if len(morceaux) < MIN_COLONNES or len(connus) * 3 < len(morceaux) * 2 or not has_titre:
            continue
        tableau = _read(lignes, rang, [morceau[0]["x0"] - TOLERANCE for morceau in morceaux], 1)
        if tableau is not None:
            return tableau
    for rang, ligne in enumerate(lignes[:MAX_DESSUS]):
        if suite and len(_split(ligne)) > 1 and (tableau := _read(lignes, rang, suite, 0)) is not None:
            return tableau
    return None


def _read(lignes: list[Chars], debut: int, bords: list[float], tete: int) -> TableauNu | None:
    """`tete`: how many rows are titles."""
    fin = debut
    while fin < len(lignes) and _is_rangee(lignes[fin], lignes[debut], bords):
        fin += 1
    if fin < debut + 2:
        return None
    return TableauNu(debut, fin, _build(lignes[debut:fin], bords, tete), bords)


def _split(ligne: Chars) -> list[Chars]:
    """Where a white wider than a word stands."""
    morceaux: list[Chars] = [[]]
    for char in ligne:
        if morceaux[-1] and char["x0"] - morceaux[-1][-1]["x1"] > char["size"] * BLANC:
            morceaux.append([])
        morceaux[-1].append(char)
    return [morceau for morceau in morceaux if write_chars(morceau)]


def _is_rangee(ligne: Chars, titres: Chars, bords: list[float]) -> bool:
    """Its pieces each hold in a column: a sentence that runs across several is no row of the table."""
    if abs(ligne[0]["size"] - titres[0]["size"]) > 1.5:
        return False
    return all(
        bisect(bords, morceau[0]["x0"]) == bisect(bords, morceau[-1]["x0"]) and morceau[0]["x0"] >= bords[0]
        for morceau in _split(ligne)
    )


def _build(lignes: list[Chars], bords: list[float], tete: int) -> Grille:
    ecarts = [b[0]["top"] - a[0]["top"] for a, b in pairwise(lignes)]
    is_inegal = max(ecarts) > min(ecarts) * LARGE
    rows: list[list[Cellule]] = []
    for rang, ligne in enumerate(lignes):
        row = [Cellule() for _ in bords]
        for morceau in _split(ligne):
            texte = clean_ligne(write_chars(morceau))
            row[bisect(bords, morceau[0]["x0"]) - 1] = Cellule(texte, is_gras=all(map(is_gras, morceau)))
        pleines = sum(map(bool, row))
        is_serree = is_inegal and rang > tete and ecarts[rang - 1] < (min(ecarts) + max(ecarts)) / 2
        is_reste = (is_serree or pleines == 1) and rang > tete and pleines < sum(map(bool, rows[-1]))
        if is_reste and (is_serree or not row[0]):
            for colonne, cellule in enumerate(row):
                avant = rows[-1][colonne]
                rows[-1][colonne] = Cellule(f"{avant.texte} {cellule.texte}".strip(), is_gras=avant.is_gras)
        else:
            rows.append(row)
    return Grille(rangees=[Rangee(rang, row) for rang, row in enumerate(rows, 1)])
