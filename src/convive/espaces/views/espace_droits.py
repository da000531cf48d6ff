"""« Qui voit quoi »: the rights that every package declares, in plain French."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_get_droits, can_list_membres
from convive.espaces.selectors.droits import (
    build_phrases_droits,
    count_liens_utilisables,
    list_droits,
    list_droits_membre,
    list_roles_en_mots,
)
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.selectors.partage import list_partages
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:espace_droits"


@login_required
@require_safe
def espace_droits(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_droits)
    miens = list_droits_membre(membre)
    domaines, moi = list_droits(miens, membre.espace), build_phrases_droits(miens, membre.espace)
    context = build_contexte(request, membre, PAGE, domaines=domaines, moi=moi)
    context["ma_place"] = build_limites_en_mots(membre.espace, [membre])[membre.pk]
    context["roles"] = list_roles_en_mots(membre.espace, avec_noms=can_list_membres(membre))
    context["partages"], _ = list_partages(membre.espace)
    context["liens"] = count_liens_utilisables(membre.espace)
    return render(request, "espaces/espace_droits.html", context)
