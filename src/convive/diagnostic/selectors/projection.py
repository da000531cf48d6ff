"""Read what a projection of children rests on: births, and the ages that a census counted."""

from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.projection import TRANCHES, Projection, build_projection
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.diagnostic.selectors.indicateurs import TERRITOIRE, get_tableau
from convive.diagnostic.selectors.portrait import list_cibles
from convive.donnees.formules import Terme
from convive.donnees.requetes.formules import get_millesimes, get_sommes
from convive.territoires.rules import PerimetreResolu


@dataclass(frozen=True)
class ProjectionLue:
    """`annees_naissances`: the years whose births are known for every commune; `sources` gave them.

    `annees_min`: how many of them in a row a projection needs.
    """

    projection: Projection | None
    annees_naissances: tuple[int, ...]
    sources: tuple[str, ...]
    annees_min: float


def get_projection(perimetre: PerimetreResolu, jour: date) -> ProjectionLue:
    """Years in which a commune is missing are left out: their sum would say less than there are."""
    fiche = get_coeur().by_identifiant["naissances_domiciliees"]
    serie = get_tableau(perimetre, jour, [fiche]).lignes[fiche.identifiant].serie
    naissances = {
        annee: figure.valeur
        for annee, figure in serie.items()
        if figure.valeur is not None and figure.communes_connues == figure.communes_total
    }
    wanted = [grandeur for *_, grandeur in TRANCHES]
    millesimes = get_millesimes(wanted, fictif=perimetre.fictif)
    termes = [Terme(g, annee, True, g, annee) for g in wanted for annee in millesimes.get(g, [])]
    ages: dict[str, dict[int, float]] = {}
    for somme in get_sommes({TERRITOIRE: list_cibles(perimetre)}, termes):
        if somme.numerateur is not None and somme.connues == somme.total:
            ages.setdefault(somme.formule, {})[somme.annee] = somme.numerateur
    sources = tuple(dict.fromkeys(source for figure in serie.values() for source in figure.sources))
    annees_min = get_catalogue().get_parametre("projection_annees_min", jour)
    return ProjectionLue(build_projection(naissances, ages, annees_min), tuple(sorted(naissances)), sources, annees_min)
