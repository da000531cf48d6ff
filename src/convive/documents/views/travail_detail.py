"""One long job: how far it is, then its file. The page asks again while there is something to wait for."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.comptes.requetes import get_compte
from convive.documents.actions.travail import close_travail, reopen_travail
from convive.documents.models import Travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.documents.views.acces import build_contexte_travaux, get_membre_des_travaux, get_travail_or_404
from convive.socle.requetes import get_htmx

TEMPLATE = "documents/travail_detail.html"
RIEN_DE_NEUF = 204


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def travail_detail(request: HttpRequest, travail_uuid: UUID, espace_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_des_travaux(request, espace_uuid)
    travail = get_travail_or_404(request, membre, travail_uuid)
    erreur = ""
    if request.method == "POST":
        try:
            _submit(get_compte(request), travail, request.POST.get("geste", ""))
            return redirect(get_url_travail(travail))
        except TravailRefuse as refus:
            erreur = str(refus)
    is_suivi = bool(get_htmx(request))
    if is_suivi and request.GET.get("vu") == travail.marque:
        # Nothing is swapped, so a screen reader says nothing twice.
        return HttpResponse(status=RIEN_DE_NEUF)
    context = build_contexte_travaux(
        request, membre, travail=travail, url=get_url_travail(travail), erreur=erreur, is_suivi=is_suivi
    )
    return render(request, f"{TEMPLATE}#etat" if is_suivi else TEMPLATE, context)


def _submit(compte: Compte, travail: Travail, geste: str) -> None:
    if geste == "annuler":
        close_travail(by=compte, travail=travail)
    elif geste == "recommencer":
        reopen_travail(by=compte, travail=travail)
    else:
        raise Http404("Ce geste n’existe pas.")
