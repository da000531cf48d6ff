"""Everything that the page of one indicator shows, computed before the template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.exports.graphiques import ETROIT, HAUTEUR_COURBE, LARGE, get_ruptures
from convive.diagnostic.exports.indicateurs import IndicateurAffiche, build_affichee, build_indicateur
from convive.diagnostic.exports.presentation import FigureAffichee
from convive.diagnostic.exports.sources import get_libelle_sources
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import NIVEAUX, Fiche, Thematique
from convive.diagnostic.rules.indicateurs import LigneIndicateur, get_annee_de_reference
from convive.diagnostic.rules.jumeaux import parse_poids
from convive.diagnostic.rules.lecture import Lecture, compute_lecture
from convive.diagnostic.rules.trace import PartieTracee
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.classement import Classement, get_classement
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs, get_tableau
from convive.diagnostic.selectors.jumeaux import get_voisinage
from convive.diagnostic.selectors.portrait import get_seuils
from convive.diagnostic.selectors.quartiers import get_quartiers
from convive.diagnostic.selectors.trace import get_trace
from convive.documents.graphiques import (
    Barre,
    Graphique,
    GraphiqueInvalide,
    Point,
    Rupture,
    Serie,
    barres,
    courbe,
)
from convive.donnees.rules import Statut
from convive.territoires.rules import PerimetreResolu

MAX_JUMEAUX = 5


@dataclass(frozen=True)
class Dessin:
    """A chart at both widths."""

    graphique: Graphique
    etroit: Graphique


@dataclass(frozen=True)
class QuartiersAffiches:
    """Name, commune and figure of each quartier; none when there are too many for a page."""

    total: int
    lignes: tuple[tuple[str, str, FigureAffichee], ...]
    source: str
    annee: int | None


@dataclass(frozen=True)
class PageIndicateur:
    fiche: Fiche
    thematique: Thematique
    indicateur: IndicateurAffiche
    lectures: tuple[Lecture, ...]
    courbe: Dessin | None
    barres: Dessin | None
    annees: tuple[tuple[int, FigureAffichee], ...]
    comparaisons: tuple[tuple[str, FigureAffichee], ...]
    classement: Classement | None
    trace: tuple[PartieTracee, ...]
    niveaux: tuple[str, ...]
    annee: int | None
    quartiers: QuartiersAffiches | None


def build_page(perimetre: PerimetreResolu, fiche: Fiche, jour: date) -> PageIndicateur:
    """Raise DonneesAbsentes when nothing was built yet."""
    coeur = get_coeur()
    tableau = get_tableau(perimetre, jour, [fiche])
    ligne = tableau.lignes[fiche.identifiant]
    annee = get_annee_de_reference(ligne.serie)
    chargees = tableau.sources_chargees
    seuils = get_seuils(jour)
    lectures = (
        compute_lecture(
            ligne.figure,
            other,
            reference.article,
            seuil_prudence=seuils.prudence,
            manque_negligeable=seuils.manque_negligeable,
        )
        for reference, other in ligne.comparaisons
    )
    return PageIndicateur(
        fiche=fiche,
        thematique=coeur.get_thematique(fiche.thematique),
        indicateur=build_indicateur(coeur, ligne, chargees),
        lectures=tuple(lecture for lecture in lectures if lecture),
        courbe=draw_twice(lambda largeur: draw_courbe(perimetre, tableau, ligne, largeur)),
        barres=draw_twice(lambda largeur: draw_barres(perimetre, tableau, ligne, largeur)),
        annees=tuple(
            (year, build_affichee(figure, chargees)) for year, figure in sorted(ligne.serie.items(), reverse=True)
        ),
        comparaisons=tuple((r.nom, build_affichee(other, chargees)) for r, other in ligne.comparaisons),
        classement=None if annee is None else _get_classement(perimetre, fiche, annee, ligne, jour),
        trace=() if annee is None else get_trace(perimetre, fiche, annee),
        niveaux=tuple(NIVEAUX[niveau] for niveau in fiche.niveaux),
        annee=annee,
        quartiers=_build_quartiers(perimetre, fiche, jour, chargees),
    )


def _build_quartiers(
    perimetre: PerimetreResolu, fiche: Fiche, jour: date, chargees: frozenset[str]
) -> QuartiersAffiches | None:
    found = get_quartiers(perimetre, fiche, jour)
    if found is None:
        return None
    noms = {commune.code: commune.nom for commune in perimetre.communes}
    lignes = tuple(
        (zone.nom, noms.get(zone.commune, zone.commune), build_affichee(figure, chargees))
        for zone, figure in found.lignes
    )
    return QuartiersAffiches(found.total, lignes, lignes[0][2].source if lignes else "", found.annee)


def _get_classement(
    perimetre: PerimetreResolu, fiche: Fiche, annee: int, ligne: LigneIndicateur, jour: date
) -> Classement | None:
    """Beside the département, the nearest twins with their usual weights."""
    jumeaux = get_voisinage(perimetre, parse_poids({}), jour, limit=MAX_JUMEAUX).jumeaux
    return get_classement(perimetre, fiche, annee, ligne.figure, jour, [jumeau.code for jumeau in jumeaux])


def get_source(perimetre: PerimetreResolu, tableau: TableauIndicateurs, *figures: Figure) -> str:
    text = get_libelle_sources(figures, tableau.sources_chargees)
    return f"{text} · territoire fictif, chiffres inventés" if perimetre.fictif else text


def draw_twice(draw: Callable[[int], Graphique | None]) -> Dessin | None:
    try:
        wide, narrow = draw(LARGE), draw(ETROIT)
    except GraphiqueInvalide:
        return None
    return Dessin(wide, narrow) if wide and narrow else None


def draw_courbe(
    perimetre: PerimetreResolu,
    tableau: TableauIndicateurs,
    ligne: LigneIndicateur,
    largeur: int,
    hauteur: int = HAUTEUR_COURBE,
) -> Graphique | None:
    """The years of the territory; for a rate, those of its first and last references too."""
    indicateur = ligne.fiche.indicateur
    named: list[tuple[str, Mapping[int, Figure]]] = [(perimetre.nom, ligne.serie)]
    if indicateur.calcul is not Calcul.SOMME and ligne.series_references:
        chosen = {r.nom: serie for r, serie in (ligne.series_references[0], ligne.series_references[-1])}
        named += [(nom, serie) for nom, serie in chosen.items() if nom != perimetre.nom]
    if sum(figure.has_valeur for figure in ligne.serie.values()) < 3:
        return None
    figures = [figure for _, serie in named for figure in serie.values()]
    return courbe(
        titre=indicateur.libelle,
        series=[
            Serie(
                nom,
                # The break is drawn once, where the way of counting changes, and not at each year before it.
                tuple(
                    Point(annee, figure.valeur, Statut.VALEUR if figure.has_valeur else figure.statut)
                    for annee, figure in serie.items()
                ),
                accent=rang == 0,
            )
            for rang, (nom, serie) in enumerate(named)
            if any(figure.has_valeur for figure in serie.values())
        ],
        unite=indicateur.unite,
        source=get_source(perimetre, tableau, *figures),
        ruptures=[Rupture(annee) for annee in get_ruptures(ligne.serie)],
        decimales=indicateur.decimales,
        largeur=largeur,
        hauteur=hauteur,
    )


def draw_barres(
    perimetre: PerimetreResolu, tableau: TableauIndicateurs, ligne: LigneIndicateur, largeur: int
) -> Graphique | None:
    indicateur = ligne.fiche.indicateur
    if not ligne.figure.has_valeur or indicateur.calcul is Calcul.SOMME or not ligne.comparaisons:
        return None
    rows = [Barre(perimetre.nom, ligne.figure.valeur, ligne.figure.statut, True)]
    rows += [Barre(reference.nom, other.valeur, other.statut, False) for reference, other in ligne.comparaisons]
    return barres(
        titre=f"{indicateur.libelle}, {ligne.figure.millesime}",
        barres=rows,
        unite=indicateur.unite,
        source=get_source(perimetre, tableau, ligne.figure),
        decimales=indicateur.decimales,
        largeur=largeur,
    )
