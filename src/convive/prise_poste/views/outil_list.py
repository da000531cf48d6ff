"""The tools that a team keeps, and those that it may begin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.outil import create_outil
from convive.prise_poste.permissions import can_remplir_outils
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.contenus import get_outils
from convive.prise_poste.selectors.outils import list_outils_remplis
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def outil_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_remplir_outils)
    outil = get_outils().get(request.POST.get("outil", ""))
    if request.method == "POST" and outil is not None:
        try:
            rempli = create_outil(by=membre.compte, espace=membre.espace, outil=outil)
        except PosteRefuse as refus:
            messages.error(request, str(refus))
        else:
            return redirect("prise_poste:outil_detail", espace_uuid, rempli.pk)
    context = build_contexte_poste(
        request, membre, "outil_list", remplis=list_outils_remplis(membre), outils=list(get_outils().values())
    )
    return render(request, "prise_poste/outil_list.html", context)
