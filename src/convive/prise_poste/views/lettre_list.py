"""The lettres de mission, year by year; begin one from a post."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.lettre import create_lettre
from convive.prise_poste.forms.lettre import OuvrirLettreForm
from convive.prise_poste.permissions import can_list_lettres
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.lettre import build_valeurs, list_lettres, list_postes
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_lettres)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = OuvrirLettreForm(data, postes=list_postes(membre, today), today=today)
    if form.is_valid():
        valeurs = build_valeurs(membre, form.poste_choisi)
        try:
            annee = form.cleaned_data["annee"]
            lettre = create_lettre(by=membre.compte, espace=membre.espace, annee=annee, valeurs=valeurs)
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "La lettre est ouverte\u00a0: relisez-la, et ajoutez trois objectifs.")
            return redirect("prise_poste:lettre_detail", espace_uuid, lettre.pk)
    context = build_contexte_poste(request, membre, "lettre_list", lettres=list_lettres(membre), form=form)
    return render(request, "prise_poste/lettre_list.html", context)
