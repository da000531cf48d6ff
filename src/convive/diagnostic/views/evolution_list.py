"""What changed on a territory between two years, ranked by how sure one may be of it."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.changements import build_lignes
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.changements import MOTS, PHRASES, compute_changement, rank_changements
from convive.diagnostic.selectors.indicateurs import get_tableau
from convive.diagnostic.views.lieu import Lieu, get_url_constat, with_lieu

PAGE_EVOLUTIONS = "diagnostic:evolution_list"


@with_lieu
def evolution_list(request: HttpRequest, lieu: Lieu) -> HttpResponse:
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
        legende=[(MOTS[certitude], PHRASES[certitude]) for certitude in MOTS],
        url_evolutions=lieu.get_url(PAGE_EVOLUTIONS),
    )
    return render(request, "diagnostic/evolution_list.html", context)


def _get_url_constat(lieu: Lieu) -> Callable[[str, str], str] | None:
    """For who may write a constat in this espace; nobody on the public pages."""
    membre = lieu.membre
    if membre is None or membre.espace.is_expire or not can_update_constats(membre):
        return None
    return partial(get_url_constat, membre)
