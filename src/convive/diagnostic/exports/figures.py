"""The figures of the portrait of an espace, each as a constat keeps it: value, unit, source and vintage of the day."""

from django.utils import timezone

from convive.diagnostic.exports.sources import get_libelle_sources, get_limite
from convive.diagnostic.rules.constats import FigureFigee
from convive.diagnostic.rules.fiches import MAX_LIMITE, MAX_SOURCE
from convive.diagnostic.rules.portrait import Portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.portrait import get_portrait
from convive.donnees.erreurs import DonneesAbsentes
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.territoires.rules import PerimetreResolu


def list_figures(espace: Espace) -> list[tuple[str, list[FigureFigee]]]:
    """By theme of the portrait, in its order, those that have a value; none without périmètre, or without data."""
    perimetre = get_perimetre_espace(espace)
    if perimetre is None or not perimetre.communes:
        return []
    try:
        portrait = get_portrait(perimetre, timezone.localdate())
    except DonneesAbsentes:
        return []
    catalogue = get_catalogue()
    by_theme: dict[str, list[FigureFigee]] = {}
    for indicateur in catalogue.indicateurs:
        if portrait.figures[indicateur.identifiant].has_valeur:
            figee = _freeze(portrait, indicateur.identifiant, perimetre)
            by_theme.setdefault(indicateur.theme, []).append(figee)
    return [(theme.libelle, by_theme[theme.identifiant]) for theme in catalogue.themes if theme.identifiant in by_theme]


def _freeze(portrait: Portrait, identifiant: str, perimetre: PerimetreResolu) -> FigureFigee:
    figure, chargees = portrait.figures[identifiant], portrait.sources_chargees
    indicateur = figure.indicateur
    return FigureFigee(
        libelle=indicateur.libelle,
        valeur=figure.valeur,
        unite=indicateur.unite,
        millesime=figure.millesime or "année inconnue",
        source=get_libelle_sources([figure], chargees)[:MAX_SOURCE],
        indicateur=identifiant,
        decimales=indicateur.decimales,
        statut=figure.statut.value,
        limite=get_limite(figure, chargees)[:MAX_LIMITE],
        territoire=perimetre.nom,
    )
