"""A périmètre seen through all its indicators: what changed, the territories like it, the years to come."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.changements import build_lignes
from convive.diagnostic.exports.jumeaux import build_champs
from convive.diagnostic.exports.jumeaux import build_lignes as build_lignes_jumeaux
from convive.diagnostic.exports.projection import build_tranches
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.changements import PHRASES, Certitude, compute_changement, rank_changements
from convive.diagnostic.rules.jumeaux import POIDS_MAX, parse_poids
from convive.diagnostic.rules.projection import ANNEES_TENDANCE, SCENARIOS
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.selectors.jumeaux import get_voisinage
from convive.diagnostic.selectors.projection import get_projection
from convive.diagnostic.views.lieu import Lieu, PagesLieu, get_url_constat
from convive.diagnostic.views.rubrique import PAGE_EVOLUTIONS, PAGE_JUMEAUX, PAGE_PROJECTION

pages = PagesLieu()


@pages.lecture("changements/")
def evolution_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    """What changed on a territory between two years, ranked by how sure one may be of it."""
    lignes = get_tableau(lieu.perimetre, timezone.localdate()).lignes
    annees = sorted({annee for ligne in lignes.values() for annee in ligne.serie}, reverse=True)
    asked = request.GET.get("depuis", "")
    depuis = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in annees else None
    changements = [found for ligne in lignes.values() if (found := compute_changement(ligne, depuis))]
    context = lieu.build_contexte(
        request,
        PAGE_EVOLUTIONS,
        lignes=build_lignes(
            rank_changements(changements),
            lambda nom: lieu.get_url("indicateur_detail", indicateur=nom),
            _get_url_constat(lieu),
        ),
        annees=annees,
        depuis=depuis,
        legende=[(certitude.libelle, PHRASES[certitude]) for certitude in Certitude],
        url_evolutions=lieu.get_url(PAGE_EVOLUTIONS),
    )
    return render(request, "diagnostic/evolution_list.html", context)


def _get_url_constat(lieu: Lieu) -> Callable[[str, str], str] | None:
    """For who may write a constat in this espace; nobody on the public pages."""
    membre = lieu.membre
    if membre is None or membre.espace.is_expire or not can_update_constats(membre):
        return None
    return partial(get_url_constat, membre)


@pages.lecture("jumeaux/")
def jumeau_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    """The territoires jumeaux of a périmètre; the weights of the variables are in the address."""
    poids = parse_poids(request.GET.dict())
    voisinage = get_voisinage(lieu.perimetre, poids, timezone.localdate())
    context = lieu.build_contexte(
        request,
        PAGE_JUMEAUX,
        champs=build_champs(voisinage, poids),
        lignes=build_lignes_jumeaux(lieu.perimetre, voisinage),
        poids_max=POIDS_MAX,
        part_commune_pourcent=round(voisinage.part_commune_pourcent),
        url_jumeaux=lieu.get_url(PAGE_JUMEAUX),
    )
    return render(request, "diagnostic/jumeau_list.html", context)


@pages.lecture("projection/")
def projection_detail(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    """Children of the five years to come: three scenarios, their interval, and what they suppose."""
    lue = get_projection(lieu.perimetre, timezone.localdate())
    context = lieu.build_contexte(
        request,
        PAGE_PROJECTION,
        lue=lue,
        projection=lue.projection,
        tranches=build_tranches(lieu.perimetre, lue),
        scenarios=SCENARIOS,
        annees_min=round(lue.annees_min),
        annees_tendance=ANNEES_TENDANCE,
    )
    return render(request, "diagnostic/projection_detail.html", context)
