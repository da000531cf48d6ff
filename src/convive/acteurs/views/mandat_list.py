"""Mandates to confirm after an election, and functions that are about to end."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.mandat import ReponsesScrutin, validate_mandats
from convive.acteurs.models import Fonction
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.selectors.mandat import SuiviMandats, get_suivi_mandats
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.formats import nombre_accorde

PAGE_MANDATS = "acteurs:mandat_list"
REELU, FINI = "reelu", "fini"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def mandat_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    suivi = get_suivi_mandats(membre, timezone.localdate())
    if request.method == "POST" and suivi.scrutin is not None:
        reponses = _read_reponses(request, suivi)
        done = validate_mandats(by=membre.compte, espace=membre.espace, scrutin=suivi.scrutin, reponses=reponses)
        if done:
            messages.success(request, f"{nombre_accorde(done, 'mandat noté', 'mandats notés')}.")
        else:
            messages.info(request, "Rien n’a changé\u00a0: dites d’abord ce que vous savez d’un mandat au moins.")
        return redirect(PAGE_MANDATS, espace_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, suivi=suivi)
    return render(request, "acteurs/mandat_list.html", context)


def _read_reponses(request: HttpRequest, suivi: SuiviMandats) -> ReponsesScrutin:
    """What was said of each mandate; what is not said stays to confirm."""
    said: dict[str, list[Fonction]] = {REELU: [], FINI: []}
    for fonction in suivi.a_confirmer:
        if (reponse := request.POST.get(f"suite-{fonction.pk}", "")) in said:
            said[reponse].append(fonction)
    return ReponsesScrutin(tuple(said[REELU]), tuple(said[FINI]))
