"""The CTG of an espace: its ribbon, its phases, what is missing for the next one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.convention.panels import build_manques, build_phrase, get_url_reprise
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.selectors.ctg import build_ruban_ctg, get_dossier
from convive.convention.views.acces import PAGE, build_contexte_ctg
from convive.espaces.views.acces import build_contexte, get_membre_or_404


@login_required
@require_safe
def ctg_detail(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_ctg)
    dossier = get_dossier(membre, timezone.localdate(), ctg_uuid)
    if dossier is None and ctg_uuid is not None:
        raise Http404("Cette CTG n’existe pas dans cet espace.")
    if dossier is None:
        peut_ecrire = can_update_ctg(membre) and not membre.espace.is_expire
        context = build_contexte(request, membre, PAGE, ctg=None, peut_ecrire=peut_ecrire)
        return render(request, "convention/ctg_detail.html", context)
    context = build_contexte_ctg(request, membre, dossier, "ctg_detail", ruban=build_ruban_ctg(dossier))
    context |= {
        "manques": build_manques(dossier),
        "phrase": build_phrase(dossier),
        "url_reprise": get_url_reprise(dossier),
    }
    return render(request, "convention/ctg_detail.html", context)
