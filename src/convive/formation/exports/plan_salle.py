"""A room seen from above: the screen, the wall for the timeline, one table for each group."""

from convive.documents.graphiques import charte
from convive.formation.rules.valise import place_tables

PLAN_SALLE = "plan_salle"
LARGEUR, PAS, TABLE_LARGE, TABLE_HAUTE, CHAISE = 720, 150, 110, 70, 11
HAUT, MARGE = 110, 84


def draw_plan_salle(groupes: int) -> str:
    """An SVG for `groupes` tables."""
    places = place_tables(groupes)
    rangees = max(rang for _, rang in places) + 1
    hauteur = HAUT + rangees * PAS + 50
    colonnes = max(colonne for colonne, _ in places) + 1
    gauche = (LARGEUR - colonnes * (TABLE_LARGE + MARGE) + MARGE) / 2
    tables = "".join(
        _draw_table(gauche + colonne * (TABLE_LARGE + MARGE), HAUT + rangee * PAS, numero)
        for numero, (colonne, rangee) in enumerate(places, start=1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {hauteur}"'
        f" font-family='{charte.FAMILLE_SVG}'"
        f' font-size="15" fill="{charte.ENCRE}" text-anchor="middle">'
        f'<rect x="4" y="4" width="{LARGEUR - 8}" height="{hauteur - 8}" fill="#FFFFFF" stroke="{charte.ENCRE}"'
        ' stroke-width="2"/>'
        f'<rect x="{LARGEUR / 2 - 130}" y="14" width="260" height="12" fill="{charte.ENCRE}"/>'
        f'<text x="{LARGEUR / 2}" y="48">écran, et l’heure</text>'
        f'<rect x="14" y="{HAUT}" width="10" height="{hauteur - HAUT - 50}" fill="{charte.ENCRE}"/>'
        f'<text x="32" y="{hauteur - 26}" text-anchor="start">mur libre\u00a0: la frise, les questions</text>'
        f'<text x="{LARGEUR - 32}" y="{hauteur - 26}" text-anchor="end">table des papiers, café</text>'
        f"{tables}</svg>"
    )


def _draw_table(x: float, y: float, numero: int) -> str:
    # Three sides of the table: nobody sits on the side of the screen.
    places = [(-16, 0.5), (TABLE_LARGE + 16, 0.5), (TABLE_LARGE * 0.28, 0), (TABLE_LARGE * 0.72, 0)]
    chaises = "".join(
        f'<circle cx="{x + dx}" cy="{y + TABLE_HAUTE / 2 if cote else y + TABLE_HAUTE + 16}" r="{CHAISE}" fill="none"'
        f' stroke="{charte.ENCRE}" stroke-width="1.5"/>'
        for dx, cote in places
    )
    return (
        f'{chaises}<rect x="{x}" y="{y}" width="{TABLE_LARGE}" height="{TABLE_HAUTE}" fill="none"'
        f' stroke="{charte.ENCRE}" stroke-width="1.5"/>'
        f'<text x="{x + TABLE_LARGE / 2}" y="{y + TABLE_HAUTE / 2 + 5}">groupe {numero}</text>'
    )
