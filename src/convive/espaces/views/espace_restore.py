"""Bring a deleted espace back, for its chargé·e de coopération."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.espaces.actions.suppression import restore_espace
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.suppression import get_date_effacement, get_espace_supprime


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_restore(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    espace = get_espace_supprime(get_compte(request), espace_uuid)
    if espace is None:
        raise Http404("Aucun espace de ce nom n’attend que vous le restauriez.")
    erreur = ""
    if request.method == "POST":
        try:
            restore_espace(by=get_compte(request), espace=espace)
            messages.success(request, f"L’espace « {espace.nom} » est restauré, comme il était.")
            return redirect("espaces:espace_detail", espace.pk)
        except EspaceRefuse as error:
            erreur = str(error)
    context = {"espace": espace, "date_effacement": get_date_effacement(espace), "erreur": erreur}
    return render(request, "espaces/espace_restore.html", context)
