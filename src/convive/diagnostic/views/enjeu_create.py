"""Write an enjeu, from constats."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.enjeu import create_enjeu
from convive.diagnostic.forms.enjeu import EnjeuForm
from convive.diagnostic.permissions import can_update_enjeux
from convive.diagnostic.selectors.enjeu import list_choix_constats
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, build_contexte_enjeux
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def enjeu_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_enjeux)
    data = request.POST if request.method == "POST" else None
    initial = {"constats": request.GET.getlist("constat")}
    form = EnjeuForm(data, membre=membre, constats=list_choix_constats(membre), initial=initial)
    brouillon = build_cle_brouillon(membre.compte, "nouvel-enjeu", espace_uuid)
    if form.is_valid():
        enjeu = create_enjeu(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        messages.success(request, "Enjeu enregistré.", extra_tags=brouillon)
        return redirect("diagnostic:enjeu_detail", espace_uuid, enjeu.pk)
    context = build_contexte_enjeux(request, membre, PAGE_ENJEUX, form=form, brouillon=brouillon)
    return render(request, "diagnostic/enjeu_create.html", context)
