"""The order in which a page of a PDF is read when its text stands in two columns. Pure Python."""

import re
from typing import Any

type Chars = list[dict[str, Any]]

# Where the white band between two columns may stand, as shares of the width of the page.
BANDE = (0.44, 0.56)
# Narrower, it is only a space between words that happen to stand one above the other.
LARGEUR_BANDE = 8.0
MIN_LIGNES = 3
# Labels on the left and their values on the right are read across: they do not fill their column.
REMPLISSAGE = 0.75


def split_colonnes(chars: Chars, largeur: float) -> list[Chars]:
    """The characters in the parts in which they are read: what runs across, then the left, then the right."""
    lignes = _list_lignes(chars)
    if len(lignes) < MIN_LIGNES:
        return [chars]
    milieu = _find_bande(lignes, largeur)
    if milieu is None:
        return [chars]
    parts: list[Chars] = []
    cotes: tuple[Chars, Chars] = ([], [])
    for ligne in lignes:
        if _is_traversante(ligne, milieu):
            parts += [*cotes, ligne]
            cotes = ([], [])
        else:
            for char in ligne:
                cotes[char["x0"] > milieu].append(char)
    return [part for part in [*parts, *cotes] if part]


def _list_lignes(chars: Chars) -> list[Chars]:
    """By height; the two columns of a same height are one line here."""
    lignes: list[Chars] = []
    for char in sorted((c for c in chars if c["text"].strip()), key=lambda c: (c["bottom"], c["x0"])):
        if lignes and abs(lignes[-1][0]["bottom"] - char["bottom"]) <= max(2.0, char["size"] * 0.3):
            lignes[-1].append(char)
        else:
            lignes.append([char])
    return lignes


def _is_traversante(ligne: Chars, milieu: float) -> bool:
    marge = LARGEUR_BANDE / 2
    return any(char["x0"] < milieu + marge and char["x1"] > milieu - marge for char in ligne)


def _find_bande(lignes: list[Chars], largeur: float) -> float | None:
    """The middle of the white band that four lines in five leave, when each side is filled as columns of text are."""
    best, best_count = None, len(lignes)
    x = BANDE[0] * largeur
    while x <= BANDE[1] * largeur:
        count = sum(_is_traversante(ligne, x) for ligne in lignes)
        if count < best_count:
            best, best_count = x, count
        x += 2.0
    if best is None or best_count * 5 > len(lignes):
        return None
    debut, fin = min(c["x0"] for ligne in lignes for c in ligne), max(c["x1"] for ligne in lignes for c in ligne)
    gras = []
    for is_droite, bornes in ((False, (debut, best)), (True, (best, fin))):
        cotes = [[c for c in ligne if (c["x0"] > best) == is_droite] for ligne in lignes]
        cotes = [cote for cote in cotes if cote and not _is_traversante(cote, best)]
        pleines = [c for c in cotes if (max(x["x1"] for x in c) - bornes[0]) / (bornes[1] - bornes[0]) >= REMPLISSAGE]
        if len(cotes) < MIN_LIGNES or len(pleines) < 1:
            return None
        gras.append(sum(is_gras(cote[0]) for cote in cotes))
    # Bold labels on the left only: their values are on the right, and one reads across.
    return best if bool(gras[0]) == bool(gras[1]) else None


def is_gras(char: dict[str, Any]) -> bool:
    return re.search(r"bold|black|heavy|gras|semibold|demi", str(char["fontname"]), re.I) is not None
