"""« Liens envoyés » : who received what, what became of it; revoke, send again."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.lien import close_lien, reopen_lien
from convive.espaces.models import Membre
from convive.espaces.permissions import can_list_liens, can_update_membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.lien import MAX_LIENS, get_lien_in_espace, list_liens
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.public import build_url_lien

PAGE = "espaces:lien_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lien_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_liens)
    erreur = ""
    if request.method == "POST":
        try:
            _submit(request, membre)
            return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            erreur = str(error)
    context = build_contexte(request, membre, PAGE, lignes=list_liens(membre), erreur=erreur, limite=MAX_LIENS)
    context["peut_confirmer"] = can_update_membre(membre)
    return render(request, "espaces/lien_list.html", context)


def _submit(request: HttpRequest, membre: Membre) -> None:
    """Do the gesture on a link of this espace; a link of another does not exist here."""
    lien = get_lien_in_espace(membre.espace, request.POST.get("objet", ""))
    geste = request.POST.get("geste", "")
    if lien is None or geste not in ("annuler", "renvoyer"):
        raise Http404("Ce geste, ou ce lien, n’existe pas dans cet espace.")
    if geste == "annuler":
        close_lien(by=membre, lien=lien)
    else:
        reopen_lien(by=membre, lien=lien, build_url=build_url_lien(request))
