"""The figures that a constat can keep: value, unit, source, vintage and territory, as they are on that day."""

from collections.abc import Iterable, Sequence
from datetime import date

from convive.diagnostic.exports.presentation import SERIES
from convive.diagnostic.exports.sources import get_libelle_sources, get_limite
from convive.diagnostic.models.indicateur import MesureEspace
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.constats import FigureFigee
from convive.diagnostic.rules.elements import MAX_LIMITE, MAX_SOURCE
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.selectors.portrait import get_portrait
from convive.diagnostic.selectors.propres import list_dernieres_mesures
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Membre
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.territoires.rules import PerimetreResolu

Groupes = list[tuple[str, list[FigureFigee]]]
PROPRES = "Les indicateurs de l’espace"
SANS_SOURCE = "Compté par l’espace"


def list_figures(membre: Membre, noms_thematiques: Sequence[str], jour: date) -> Groupes:
    """The core indicators by theme, those of these thématiques first, then what the espace counts, then the rest of the
    portrait. Those without a value are left out; without périmètre or data, only the own ones are there."""
    perimetre = get_perimetre_espace(membre.espace)
    propres = [(PROPRES, [_freeze_mesure(m) for m in list_dernieres_mesures(membre)])]
    if perimetre is None or not perimetre.communes:
        return _keep_remplis(propres)
    try:
        coeur = _list_coeur(perimetre, noms_thematiques, jour)
        siens = len(get_coeur().find_thematiques(noms_thematiques))
        return _keep_remplis([*coeur[:siens], *propres, *coeur[siens:], *_list_portrait(perimetre, jour)])
    except DonneesAbsentes:
        return _keep_remplis(propres)


def _list_coeur(perimetre: PerimetreResolu, noms_thematiques: Sequence[str], jour: date) -> Groupes:
    coeur, tableau = get_coeur(), get_tableau(perimetre, jour)
    siens = coeur.find_thematiques(noms_thematiques)
    themes = [*siens, *(theme for theme in coeur.thematiques if theme not in siens)]
    return [
        (
            theme.libelle,
            [
                freeze_figure(tableau.lignes[fiche.identifiant].figure, tableau.sources_chargees, perimetre, fiche)
                for fiche in coeur.for_thematique(theme.identifiant)
                if tableau.lignes[fiche.identifiant].figure.has_valeur
            ],
        )
        for theme in themes
    ]


def _list_portrait(perimetre: PerimetreResolu, jour: date) -> Groupes:
    """What the core indicators do not say."""
    catalogue, deja = get_catalogue(), get_coeur().by_identifiant
    portrait = get_portrait(perimetre, jour)
    autres = [i for i in catalogue.indicateurs if i.identifiant not in deja and i.identifiant not in SERIES]
    figures = [(i.theme, portrait.figures[i.identifiant]) for i in autres if portrait.figures[i.identifiant].has_valeur]
    return [
        (
            f"Portrait\u00a0: {theme.libelle}",
            [
                freeze_figure(figure, portrait.sources_chargees, perimetre)
                for nom, figure in figures
                if nom == theme.identifiant
            ],
        )
        for theme in catalogue.themes
    ]


def freeze_figure(
    figure: Figure, chargees: frozenset[str], perimetre: PerimetreResolu, fiche: Fiche | None = None
) -> FigureFigee:
    """What the figure does not say goes with it, as far as there is room."""
    indicateur = figure.indicateur
    limites = [get_limite(figure, chargees), fiche.ne_dit_pas if fiche else ""]
    return FigureFigee(
        libelle=indicateur.libelle,
        valeur=figure.valeur,
        unite=indicateur.unite,
        millesime=figure.millesime or "année non précisée",
        source=get_libelle_sources([figure], chargees)[:MAX_SOURCE],
        indicateur=indicateur.identifiant,
        decimales=indicateur.decimales,
        statut=figure.statut.value,
        limite=" ".join(filter(None, limites))[:MAX_LIMITE],
        territoire=perimetre.nom,
    )


def _freeze_mesure(mesure: MesureEspace) -> FigureFigee:
    indicateur = mesure.indicateur
    return FigureFigee(
        libelle=indicateur.libelle,
        valeur=None if mesure.valeur is None else float(mesure.valeur),
        unite=indicateur.unite,
        millesime=str(mesure.annee),
        source=(mesure.source or indicateur.source or SANS_SOURCE)[:MAX_SOURCE],
        indicateur=str(indicateur.pk),
        decimales=indicateur.decimales,
        limite=indicateur.definition[:MAX_LIMITE],
        territoire=indicateur.espace.nom,
    )


def _keep_remplis(groupes: Iterable[tuple[str, list[FigureFigee]]]) -> Groupes:
    return [(libelle, figures) for libelle, figures in groupes if figures]
