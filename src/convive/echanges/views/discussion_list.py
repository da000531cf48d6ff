"""Every discussion of an espace that one reads, whatever it is about."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from convive.echanges.permissions import can_create_commentaire, can_list_echanges, can_list_echanges_internes
from convive.echanges.selectors.discussion import Vue, list_discussions
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

PAGE = "echanges:discussion_list"
LIBELLES = {
    Vue.OUVERTES: ("Ouvertes", "message-circle"),
    Vue.POUR_MOI: ("Pour moi", "user"),
    Vue.INTERNES: ("Internes", "lock"),
    Vue.REGLEES: ("Réglées", "check"),
}


@login_required
@require_safe
def discussion_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges)
    vue = _get_vue(request, membre)
    liste, lignes = list_discussions(membre, vue, request.GET.get("page", "1"))
    context = build_contexte(request, membre, PAGE, vue=vue.value, liste=liste, lignes=lignes)
    context["parametres"] = build_parametres(request.GET)
    context["onglets"] = _build_onglets(membre, vue)
    nouveau = reverse("echanges:discussion_create", args=[espace_uuid, "espace", espace_uuid])
    context["url_nouveau"] = nouveau if can_create_commentaire(membre) else ""
    return render(request, "echanges/discussion_list.html", context)


def _get_vue(request: HttpRequest, membre: Membre) -> Vue:
    try:
        vue = Vue(request.GET.get("vue", ""))
    except ValueError:
        return Vue.OUVERTES
    return Vue.OUVERTES if vue is Vue.INTERNES and not can_list_echanges_internes(membre) else vue


def _build_onglets(membre: Membre, courante: Vue) -> list[OngletPage]:
    """The list of internal exchanges is named only to those who read them."""
    vues = [vue for vue in Vue if vue is not Vue.INTERNES or can_list_echanges_internes(membre)]
    base = reverse(PAGE, args=[membre.espace_id])
    return [OngletPage(LIBELLES[vue][0], f"{base}?vue={vue}", LIBELLES[vue][1], vue is courante) for vue in vues]
