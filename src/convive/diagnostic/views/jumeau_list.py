"""The territoires jumeaux of a périmètre; the weights of the variables are in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.jumeaux import build_champs, build_lignes
from convive.diagnostic.rules.jumeaux import POIDS_MAX, parse_poids
from convive.diagnostic.selectors.jumeaux import get_voisinage
from convive.diagnostic.views.lieu import Lieu, with_lieu

PAGE_JUMEAUX = "diagnostic:jumeau_list"


@with_lieu
def jumeau_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    poids = parse_poids(request.GET.dict())
    voisinage = get_voisinage(lieu.perimetre, poids, timezone.localdate())
    context = lieu.build_contexte(
        request,
        PAGE_JUMEAUX,
        champs=build_champs(voisinage, poids),
        lignes=build_lignes(lieu.perimetre, voisinage),
        poids_max=POIDS_MAX,
        part_commune_pourcent=round(voisinage.part_commune_pourcent),
        url_jumeaux=lieu.get_url(PAGE_JUMEAUX),
    )
    return render(request, "diagnostic/jumeau_list.html", context)
