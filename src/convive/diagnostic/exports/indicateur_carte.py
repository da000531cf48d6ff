"""One indicator commune by commune: a map, an A3 sheet of it, and the same figures in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.exports.graphiques import ETROIT, get_titre
from convive.diagnostic.exports.indicateur_page import Dessin
from convive.diagnostic.exports.indicateurs import build_affichee
from convive.diagnostic.exports.presentation import FigureAffichee
from convive.diagnostic.exports.sources import get_libelle_sources
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.indicateurs import Serie
from convive.diagnostic.selectors.indicateurs import get_series_communes
from convive.diagnostic.selectors.portrait import get_sources_chargees
from convive.documents.graphiques import Graphique, GraphiqueInvalide, Zone, build_affiche, carte, svg_to_png
from convive.documents.rules import Metadonnees
from convive.donnees.requetes.carte import get_contours
from convive.donnees.rules import Statut
from convive.territoires.rules import CommuneResume, PerimetreResolu
from convive.territoires.rules.noms import fold_nom

LARGEUR_PAGE, HAUTEUR_PAGE, LARGEUR_AFFICHE, HAUTEUR_AFFICHE = 600, 480, 1040, 560
# On a wall, every name that finds its place is written, with its figure: colours may be lost by the printer.
NOMS_PAGE, NOMS_AFFICHE = 3, 80
# 150 dots by inch: sharp at arm's length, and less than a megabyte.
LARGEUR_PNG = 2480


@dataclass(frozen=True)
class LigneCommune:
    """`rang` from the highest; None for a figure that is not known."""

    rang: int | None
    commune: CommuneResume
    figure: FigureAffichee


@dataclass(frozen=True)
class PageCarte:
    annee: int | None
    annees: tuple[int, ...]
    dessin: Dessin | None
    lignes: tuple[LigneCommune, ...]


def choose_annee(series: Mapping[str, Serie], voulue: int | None) -> tuple[int | None, tuple[int, ...]]:
    """The year asked for, else the latest of those that most communes know; and every year, the latest first."""
    counts: dict[int, int] = {}
    for serie in series.values():
        for annee, figure in serie.items():
            counts[annee] = counts.get(annee, 0) + figure.has_valeur
    annees = tuple(sorted((annee for annee, known in counts.items() if known), reverse=True))
    if voulue in annees:
        return voulue, annees
    return max(annees, key=lambda annee: (counts[annee], annee), default=None), annees


def build_page(perimetre: PerimetreResolu, fiche: Fiche, jour: date, voulue: int | None) -> PageCarte:
    """Raise DonneesAbsentes when nothing was built yet."""
    series = get_series_communes(perimetre, fiche, jour)
    annee, annees = choose_annee(series, voulue)
    if annee is None:
        return PageCarte(None, annees, None, ())
    figures = {code: serie.get(annee) for code, serie in series.items()}
    chargees = get_sources_chargees()
    known = sorted((f.valeur for f in figures.values() if f and f.valeur is not None), reverse=True)
    lignes = [
        LigneCommune(
            None if figure.valeur is None else known.index(figure.valeur) + 1,
            commune,
            build_affichee(figure, chargees),
        )
        for commune in perimetre.communes
        for figure in (_get_figure(fiche, figures.get(commune.code)),)
    ]
    lignes.sort(key=lambda ligne: (ligne.rang is None, ligne.rang or 0, fold_nom(ligne.commune.nom)))
    wide = draw_carte(perimetre, fiche, annee, figures, LARGEUR_PAGE)
    narrow = draw_carte(perimetre, fiche, annee, figures, ETROIT)
    return PageCarte(annee, annees, Dessin(wide, narrow) if wide and narrow else None, tuple(lignes))


def _get_figure(fiche: Fiche, figure: Figure | None) -> Figure:
    return figure or Figure(fiche.indicateur, "", None, Statut.NON_DISPONIBLE)


def draw_carte(
    perimetre: PerimetreResolu,
    fiche: Fiche,
    annee: int,
    figures: Mapping[str, Figure | None],
    largeur: int,
    *,
    is_affiche: bool = False,
) -> Graphique | None:
    """None when no contour or no value is known."""
    shown = {code: _get_figure(fiche, figure) for code, figure in figures.items()}
    source = get_libelle_sources(shown.values(), get_sources_chargees())
    if perimetre.fictif:
        source += " · territoire fictif, chiffres inventés"
    codes = [commune.code for commune in perimetre.communes]
    try:
        return carte(
            titre=get_titre(f"{fiche.indicateur.libelle}, par commune\u00a0: {perimetre.nom}", str(annee)),
            zones=[
                Zone(
                    c.code,
                    c.nom,
                    shown[c.code].valeur,
                    shown[c.code].statut,
                    c.population_municipale,
                    c.departement_nom,
                )
                for c in sorted(perimetre.communes, key=lambda commune: fold_nom(commune.nom))
            ],
            geometries=get_contours(codes),
            unite=fiche.indicateur.unite,
            source=f"{source} · contours IGN simplifiés · Convive",
            decimales=fiche.indicateur.decimales,
            largeur=largeur,
            hauteur=HAUTEUR_AFFICHE if is_affiche else HAUTEUR_PAGE,
            noms=NOMS_AFFICHE if is_affiche else NOMS_PAGE,
            avec_valeurs=is_affiche,
            is_effectif=fiche.indicateur.is_effectif,
        )
    except GraphiqueInvalide:
        return None


def build_affiche_indicateur(
    perimetre: PerimetreResolu, fiche: Fiche, jour: date, voulue: int | None, format: str
) -> bytes | None:
    """An A3 sheet as `svg`, `png` or `pdf`; None when there is nothing to draw. Raises DocumentInvalide."""
    series = get_series_communes(perimetre, fiche, jour)
    annee, _ = choose_annee(series, voulue)
    if annee is None:
        return None
    figures = {code: serie.get(annee) for code, serie in series.items()}
    drawn = draw_carte(perimetre, fiche, annee, figures, LARGEUR_AFFICHE, is_affiche=True)
    if drawn is None:
        return None
    if format == "pdf":
        # The compiler of documents is heavy: only the process that exports loads it.
        from convive.documents.rendu.affiche import render_affiche_pdf

        return render_affiche_pdf(drawn, Metadonnees("Convive", jour, fiche.indicateur.libelle))
    svg = build_affiche(drawn, en_mm=format == "svg")
    return svg.encode() if format == "svg" else svg_to_png(svg, LARGEUR_PNG)
