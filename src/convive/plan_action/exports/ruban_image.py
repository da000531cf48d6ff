"""The ribbon of a plan as pictures for a document: one for each element of the first level, at the width of a page."""

from dataclasses import dataclass
from html import escape

from convive.documents.graphiques import charte
from convive.plan_action.rules.ruban import GOUTTIERE as GOUTTIERE_PAGE
from convive.plan_action.rules.ruban import LARGEUR as LARGEUR_PAGE
from convive.plan_action.rules.ruban import MARGE as MARGE_PAGE
from convive.plan_action.rules.ruban import GroupeRuban, Ruban, Trait
from convive.socle.formats import nombre_accorde

LARGEUR, GOUTTIERE, MARGE = 700, 268, 4
HAUT, LIGNE, BARRE, CORPS = 26, 24, 13, 13
MAX_LETTRES = 38
MAX_LIGNES = 32
"""Higher, the drawing would not hold in a page under its title."""
FORMES = {
    "en-cours": f'fill="{charte.SARCELLE}"',
    "faite": f'fill="{charte.SEQUENCE[1]}" stroke="{charte.SARCELLE}"',
    "arretee": f'fill="url(#hachures)" stroke="{charte.ENCRE}"',
    "prevue": f'fill="none" stroke="{charte.SARCELLE}" stroke-dasharray="4 3"',
    "sortie": f'fill="none" stroke="{charte.ENCRE_3}" stroke-dasharray="1 3"',
}
HACHURES = (
    '<pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#FFFFFF"/><rect width="2.5" height="6" fill="{charte.ENCRE}"/></pattern>'
)
LEGENDE = (
    "Plein : en cours. Hachuré : bloquée ou en pause. Clair : réalisée ou pérennisée. Tirets : à venir. "
    "Pointillé : reportée. Le trait vertical est le jour de ce document."
)


@dataclass(frozen=True, slots=True)
class ImageRuban:
    """`libelle` is the element of the plan; `alternative` says what one sees, for who does not."""

    nom: str
    libelle: str
    svg: str
    alternative: str


def draw_ruban(ruban: Ruban) -> list[ImageRuban]:
    """One picture for each group; a very long one is drawn in several."""
    images: list[ImageRuban] = []
    for groupe in ruban.groupes:
        parts = [groupe.traits[debut : debut + MAX_LIGNES] for debut in range(0, len(groupe.traits), MAX_LIGNES)]
        for rang, traits in enumerate(parts, 1):
            suite = f" ({rang}/{len(parts)})" if len(parts) > 1 else ""
            images.append(_draw(ruban, groupe, traits, f"ruban-{len(images) + 1}.svg", suite))
    return images


def _draw(ruban: Ruban, groupe: GroupeRuban, traits: tuple[Trait, ...], nom: str, suite: str) -> ImageRuban:
    hauteur = HAUT + len(traits) * LIGNE + MARGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {hauteur}" '
        f'font-family=\'{charte.FAMILLE_SVG}\' font-size="{CORPS}" fill="{charte.ENCRE}">',
        f"<defs>{HACHURES}</defs>",
    ]
    for annee in ruban.annees:
        x = _place(annee.x)
        parts.append(f'<line x1="{x}" x2="{x}" y1="4" y2="{hauteur}" stroke="{charte.LIGNE}"/>')
        if _place(annee.x + annee.largeur) - x > 32:
            parts.append(f'<text x="{x + 4}" y="16" fill="{charte.ENCRE_2}">{annee.libelle}</text>')
    for rang, trait in enumerate(traits):
        parts += _draw_trait(trait, HAUT + rang * LIGNE)
    if ruban.aujourdhui is not None:
        x = _place(ruban.aujourdhui)
        parts.append(f'<line x1="{x}" x2="{x}" y1="4" y2="{hauteur}" stroke="{charte.DONNEES[4]}" stroke-width="1.5"/>')
    parts.append("</svg>")
    return ImageRuban(nom, f"{groupe.libelle}{suite}", "".join(parts), _explain(ruban, groupe, traits))


def _place(x: int) -> int:
    """From the drawing of the page to this one, whose gutter and width are smaller."""
    part = (x - GOUTTIERE_PAGE) / (LARGEUR_PAGE - GOUTTIERE_PAGE - MARGE_PAGE)
    return GOUTTIERE + round(part * (LARGEUR - GOUTTIERE - MARGE))


def _draw_trait(trait: Trait, y: int) -> list[str]:
    x, fin = _place(trait.x), _place(trait.x + trait.largeur)
    texte = " ".join(filter(None, (trait.action.code, trait.action.titre)))
    if len(texte) > MAX_LETTRES:
        texte = f"{texte[: MAX_LETTRES - 1].rstrip()}…"
    base = y + BARRE
    rows = [
        f'<text x="0" y="{base}">{escape(texte)}</text>',
        f'<rect x="{x}" y="{y + 3}" width="{max(4, fin - x)}" height="{BARRE}" rx="2" {FORMES[trait.forme]}/>',
    ]
    if trait.mot and (place := _place_mot(trait.mot, x, fin)):
        ancre, gauche = place
        rows.append(f'<text x="{gauche}" y="{base}" text-anchor="{ancre}" fill="{charte.ENCRE_2}">{trait.mot}</text>')
    return rows


def _place_mot(mot: str, x: int, fin: int) -> tuple[str, int] | None:
    """After the bar, else before it; nowhere when neither has room, the table says it."""
    width = round(len(mot) * CORPS * 0.55) + 6
    if fin + width < LARGEUR:
        return "start", fin + 5
    return ("end", x - 5) if x - width > GOUTTIERE else None


def _explain(ruban: Ruban, groupe: GroupeRuban, traits: tuple[Trait, ...]) -> str:
    debut, fin = ruban.annees[0].libelle, ruban.annees[-1].libelle
    combien = nombre_accorde(len(traits), "action")
    mots = [f"{trait.action.code or trait.action.titre} {trait.mot}" for trait in traits if trait.mot]
    suite = f" À noter : {', '.join(mots[:8])}." if mots else ""
    return (
        f"Calendrier de « {groupe.libelle} », de {debut} à {fin} : {combien}, une barre chacune. Les mêmes dates sont "
        f"dans les tableaux de ce document.{suite}"
    )
