"""A map or a chart alone on a sheet: its title above, its source under it: the image says where it comes from."""

import re
from xml.sax.saxutils import escape

from convive.documents.graphiques import charte
from convive.documents.graphiques.rules.figures import Graphique
from convive.documents.graphiques.rules.formats import clean_texte, wrap_texte
from convive.documents.graphiques.svg import ESPACE_NOMS, VUE

LARGEUR_MM, HAUTEUR_MM = 420, 297
"""A3, landscape."""
LARGEUR, HAUTEUR, MARGE = 1120, 792, 40
CORPS_TITRE, CORPS_SOURCE = 26, 13
_RACINE = re.compile(r"^<svg[^>]*>(.*)</svg>$", re.DOTALL)


def build_affiche(graphique: Graphique, *, en_mm: bool = True) -> str:
    """The SVG of a whole A3 sheet, white; the drawing keeps its proportions and its texts.

    `en_mm`: with its size on paper, which the one who rasterises it does without.
    """
    vue, corps = VUE.search(graphique.svg), _RACINE.search(graphique.svg.strip())
    if vue is None or corps is None:
        raise ValueError("Not a drawing of ours.")
    titres = wrap_texte(clean_texte(graphique.titre), LARGEUR - 2 * MARGE, CORPS_TITRE, gras=True, lignes_max=2)
    source = wrap_texte(
        f"Source\u00a0: {clean_texte(graphique.source)}", LARGEUR - 2 * MARGE, CORPS_SOURCE, lignes_max=3
    )
    haut = MARGE + 34 * len(titres)
    pied = MARGE / 2 + 18 * len(source)
    textes = [
        f'<text x="{MARGE}" y="{MARGE + 22 + 34 * rang}" font-size="{CORPS_TITRE}" font-weight="700"'
        f' fill="{charte.ENCRE}">{escape(ligne)}</text>'
        for rang, ligne in enumerate(titres)
    ]
    textes += [
        f'<text x="{MARGE}" y="{HAUTEUR - pied + 18 * (rang + 1)}" font-size="{CORPS_SOURCE}" fill="{charte.ENCRE_2}">'
        f"{escape(ligne)}</text>"
        for rang, ligne in enumerate(source)
    ]
    taille = f' width="{LARGEUR_MM}mm" height="{HAUTEUR_MM}mm"' if en_mm else ""
    return (
        f'<svg xmlns="{ESPACE_NOMS}"{taille} viewBox="0 0 {LARGEUR} {HAUTEUR}"'
        f" font-family='{charte.FAMILLE_SVG}'>"
        f'<rect width="{LARGEUR}" height="{HAUTEUR}" fill="#FFFFFF"/>{"".join(textes)}'
        f'<svg x="{MARGE}" y="{haut}" width="{LARGEUR - 2 * MARGE}" height="{HAUTEUR - haut - pied:g}"'
        f' viewBox="0 0 {vue[1]} {vue[2]}" preserveAspectRatio="xMidYMid meet">{corps[1]}</svg></svg>'
    )
