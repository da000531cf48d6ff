"""The deadlines of an espace, month by month, and the address by which one’s own calendar reads them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.agenda import create_flux, delete_flux
from convive.espaces.permissions import can_list_echeances
from convive.espaces.selectors.echeance import group_mois, has_flux, list_echeances
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.ui.onglets import OngletPage

PAGE = "espaces:echeance_list"
CLE_SESSION = "agenda_cle"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def echeance_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # An address is one’s own: it changes nothing of an espace that is closed.
    membre = get_membre_or_404(request, espace_uuid, can_list_echeances, is_lecture=True)
    if request.method == "POST":
        if request.POST.get("geste") == "arreter":
            delete_flux(by=membre.compte, membre=membre)
            request.session.pop(CLE_SESSION, None)
            messages.success(request, "L’adresse ne sert plus\u00a0: votre agenda n’y lira plus rien.")
        else:
            request.session[CLE_SESSION] = [str(membre.pk), create_flux(by=membre.compte, membre=membre)]
        return redirect(f"{reverse(PAGE, args=[espace_uuid])}#agenda")
    today, is_miennes = timezone.localdate(), request.GET.get("miennes") == "1"
    rows = list_echeances(membre, today)
    shown = [row for row in rows if row.is_mienne] if is_miennes else rows
    context = build_contexte(
        request,
        membre,
        PAGE,
        passees=[row for row in shown if row.jour < today],
        mois=group_mois(row for row in shown if row.jour >= today),
        is_miennes=is_miennes,
        nombre=len(rows),
        nombre_miennes=sum(row.is_mienne for row in rows),
        adresse=_get_adresse(request, str(membre.pk)),
        a_un_flux=has_flux(membre),
        onglets=[
            OngletPage("Toutes", request.path, "calendar-event", not is_miennes),
            OngletPage("Les miennes", f"{request.path}?miennes=1", "user", is_miennes),
        ],
    )
    return render(request, "espaces/echeance_list.html", context)


def _get_adresse(request: HttpRequest, membre: str) -> str:
    """The address made since one logged in; empty afterwards: only its print is kept."""
    pending = request.session.get(CLE_SESSION)
    if not pending or pending[0] != membre:
        return ""
    return request.build_absolute_uri(reverse("espaces:agenda_export", args=[pending[1]]))
