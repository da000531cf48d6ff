"""Horizontal bars: one territory beside its département, its region and France; shares of a whole."""

from collections.abc import Sequence
from typing import Any

from convive.documents.graphiques import charte
from convive.documents.graphiques.charte import build_rectangle, build_spec, build_texte, build_trait
from convive.documents.graphiques.rules.figures import (
    Barre,
    Graphique,
    GraphiqueInvalide,
    Repartition,
    Tableau,
    get_mot,
    get_nombre,
)
from convive.documents.graphiques.rules.formats import compute_decimales, compute_largeur, format_valeur, wrap_texte
from convive.documents.graphiques.svg import label_svg, render_svg
from convive.donnees.rules import Statut
from convive.socle.formats import nombre, pourcentage

LIGNE = 17
BARRE = 20
COULEURS_PARTS = ("#0B5D66", "#86B3AC", "#CC790B", "#3A1730", "#B9B1A4")
ENCRES_PARTS = ("#FFFFFF", charte.ENCRE, charte.ENCRE, "#FFFFFF", charte.ENCRE)


def barres(
    *,
    titre: str,
    barres: Sequence[Barre],
    unite: str,
    source: str,
    decimales: int | None = None,
    largeur: int = 600,
    description: str | None = None,
    maximum: float = 0.0,
) -> Graphique:
    """Compare territories on bars that start at zero, the value written at the end of each.

    `maximum` is what a whole bar would be, when there is one: 100 for shares, so that 20 % does not fill the width.

    A secret or missing figure is a small dotted or hatched box and its words, never a bar of length zero.
    Raises `GraphiqueInvalide`.
    """
    nombres = [get_nombre(barre.valeur, barre.statut) for barre in barres]
    connus = [valeur for valeur in nombres if valeur is not None]
    if not connus:
        raise GraphiqueInvalide("Aucune valeur connue : il n’y a pas de barre à dessiner.")
    if decimales is None:
        decimales = compute_decimales(connus)
    textes = [
        get_mot(barre.statut) if valeur is None else format_valeur(valeur, decimales, unite)
        for barre, valeur in zip(barres, nombres, strict=True)
    ]
    if description is None:
        liste = "\u202f; ".join(f"{barre.nom}, {texte}" for barre, texte in zip(barres, textes, strict=True))
        description = f"Barres en {unite}\u00a0: {liste}."
    spec = _build_spec(barres, nombres, textes, unite, largeur, maximum)
    return Graphique(
        svg=label_svg(render_svg(spec), titre, description),
        titre=titre,
        description=description,
        tableau=Tableau(
            colonnes=("Territoire", f"En {unite}"),
            lignes=tuple((barre.nom, texte) for barre, texte in zip(barres, textes, strict=True)),
        ),
        source=source,
    )


def _build_spec(
    barres: Sequence[Barre],
    nombres: Sequence[float | None],
    textes: Sequence[str],
    unite: str,
    largeur: int,
    maximum: float,
) -> dict[str, Any]:
    entete = wrap_texte(f"en {unite}", largeur - 8, charte.CORPS_PETIT)
    bout = 10 + max(compute_largeur(texte, charte.CORPS, gras=True) for texte in textes)
    connus = [valeur for valeur in nombres if valeur is not None]
    bas, haut = min(0.0, *connus), max(maximum, 0.0, *connus)
    gauche = bout if bas < 0 else 0.0
    echelle = (largeur - 4 - gauche - bout) / ((haut - bas) or 1.0)
    zero = 2 + gauche - bas * echelle
    couches: list[dict[str, Any]] = [
        build_texte(2, 9 + LIGNE * rang, ligne, fontSize=charte.CORPS_PETIT) for rang, ligne in enumerate(entete)
    ]
    y = LIGNE * len(entete) + 10.0
    for barre, valeur, texte in zip(barres, nombres, textes, strict=True):
        encre = charte.ENCRE if barre.accent else charte.ENCRE_2
        poids = 700 if barre.accent else 400
        for ligne in wrap_texte(barre.nom, largeur - 8, charte.CORPS, gras=barre.accent, lignes_max=2):
            couches.append(build_texte(2, y + 9, ligne, fill=encre, fontWeight=poids))
            y += LIGNE
        y += 3
        if valeur is None:
            fill = charte.TRAME_POINTS if barre.statut is Statut.SECRET else charte.TRAME_HACHURES
            couches.append(build_rectangle(zero + 1, y, zero + 29, y + BARRE, fill, stroke=charte.LIGNE_FORTE))
            couches.append(build_texte(zero + 36, y + BARRE / 2 + 1, texte, fill=encre, fontWeight=poids))
        else:
            fin = zero + valeur * echelle
            couleur = charte.SARCELLE if barre.accent else charte.NEUTRE
            couches.append(build_rectangle(min(zero, fin), y, max(zero, fin), y + BARRE, couleur))
            place = {"align": "right"} if valeur < 0 else {}
            x = fin - 8 if valeur < 0 else fin + 8
            couches.append(build_texte(x, y + BARRE / 2 + 1, texte, fill=charte.ENCRE, fontWeight=poids, **place))
        couches.append(build_trait(zero, y - 3, zero, y + BARRE + 3, stroke=charte.ENCRE, strokeWidth=1.5))
        y += BARRE + 14
    return build_spec(largeur, round(y - 6), {"left": 0, "right": 0, "top": 0, "bottom": 0}, couches)


def repartition(
    *,
    titre: str,
    lignes: Sequence[Repartition],
    unite: str,
    source: str,
    largeur: int = 600,
    description: str | None = None,
) -> Graphique:
    """Show how each territory's whole splits (age groups, kinds of homes), each bar brought to 100 %.

    Shares are computed on the known parts; a territory with a secret or missing part has no bar, since its total is
    not known. Raises `GraphiqueInvalide`.
    """
    if not lignes or not 2 <= len(lignes[0].parts) <= 5:
        raise GraphiqueInvalide("Une répartition montre de deux à cinq parts.")
    libelles = [part.libelle for part in lignes[0].parts]
    if any([part.libelle for part in ligne.parts] != libelles for ligne in lignes):
        raise GraphiqueInvalide("Chaque territoire doit avoir les mêmes parts, dans le même ordre.")
    pourcents = [compute_pourcents(ligne) for ligne in lignes]
    if description is None:
        morceaux = [
            f"{ligne.nom}, "
            + (
                "répartition inconnue"
                if parts is None
                else ", ".join(
                    f"{libelle} {pourcentage(part, 0)}" for libelle, part in zip(libelles, parts, strict=True)
                )
            )
            for ligne, parts in zip(lignes, pourcents, strict=True)
        ]
        description = f"Répartition en pourcentage de {unite}\u00a0: " + "\u202f; ".join(morceaux) + "."
    spec = _build_spec_repartition(lignes, pourcents, libelles, unite, largeur)
    return Graphique(
        svg=label_svg(render_svg(spec), titre, description),
        titre=titre,
        description=description,
        tableau=_build_tableau_repartition(lignes, pourcents, libelles),
        source=source,
    )


def compute_pourcents(ligne: Repartition) -> list[float] | None:
    """Shares in percent, or None when a part is unknown or the whole is zero."""
    nombres = [get_nombre(part.valeur, part.statut) for part in ligne.parts]
    connus = [valeur for valeur in nombres if valeur is not None]
    total = sum(connus)
    if len(connus) < len(nombres) or total <= 0:
        return None
    return [valeur / total * 100 for valeur in connus]


def _build_tableau_repartition(
    lignes: Sequence[Repartition], pourcents: Sequence[list[float] | None], libelles: Sequence[str]
) -> Tableau:
    rangs = []
    for ligne, parts in zip(lignes, pourcents, strict=True):
        cellules = []
        for rang, part in enumerate(ligne.parts):
            valeur = get_nombre(part.valeur, part.statut)
            texte = get_mot(part.statut) if valeur is None else nombre(valeur, 0)
            cellules.append(texte if parts is None else f"{texte} ({pourcentage(parts[rang], 1)})")
        rangs.append((ligne.nom, *cellules))
    return Tableau(colonnes=("Territoire", *libelles), lignes=tuple(rangs))


def _build_spec_repartition(
    lignes: Sequence[Repartition],
    pourcents: Sequence[list[float] | None],
    libelles: Sequence[str],
    unite: str,
    largeur: int,
) -> dict[str, Any]:
    couches = [build_texte(2, 9, f"en % de {unite}", fontSize=charte.CORPS_PETIT)]
    x, y = 2.0, 33.0
    for rang, libelle in enumerate(libelles):
        place = 22 + compute_largeur(libelle, charte.CORPS_PETIT) + 18
        if x > 2 and x + place - 18 > largeur - 2:
            x, y = 2.0, y + 21
        couches.append(build_rectangle(x, y - 7, x + 15, y + 7, COULEURS_PARTS[rang]))
        couches.append(build_texte(x + 21, y + 1, libelle, fontSize=charte.CORPS_PETIT, fill=charte.ENCRE))
        x += place
    y += 20
    for ligne, parts in zip(lignes, pourcents, strict=True):
        style = {"fill": charte.ENCRE, "fontWeight": 700} if ligne.accent else {}
        for morceau in wrap_texte(ligne.nom, largeur - 8, charte.CORPS, gras=ligne.accent, lignes_max=2):
            couches.append(build_texte(2, y + 9, morceau, **style))
            y += LIGNE
        y += 3
        if parts is None:
            secret = any(part.statut is Statut.SECRET for part in ligne.parts)
            fill = charte.TRAME_POINTS if secret else charte.TRAME_HACHURES
            couches.append(build_rectangle(2, y, 30, y + BARRE, fill, stroke=charte.LIGNE_FORTE))
            couches.append(
                build_texte(38, y + BARRE / 2 + 1, get_mot(Statut.SECRET if secret else Statut.NON_DISPONIBLE))
            )
        else:
            couches += _build_parts(parts, y, largeur)
        y += BARRE + 14
    return build_spec(largeur, round(y - 8), {"left": 0, "right": 0, "top": 0, "bottom": 0}, couches)


def _build_parts(parts: Sequence[float], y: float, largeur: int) -> list[dict[str, Any]]:
    couches = []
    x = 2.0
    for rang, part in enumerate(parts):
        fin = x + part / 100 * (largeur - 4)
        # The gap between two parts tells them apart in black and white.
        couches.append(build_rectangle(x, y, max(fin - 2, x), y + BARRE + 2, COULEURS_PARTS[rang]))
        texte = nombre(part, 0)
        if compute_largeur(texte, charte.CORPS_PETIT) + 6 <= fin - x:
            couches.append(
                build_texte(
                    (x + fin) / 2, y + BARRE / 2 + 2, texte, align="center", fontSize=13, fill=ENCRES_PARTS[rang]
                )
            )
        x = fin
    return couches
