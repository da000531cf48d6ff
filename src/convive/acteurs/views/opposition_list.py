"""The addresses that want no more letters: say it for somebody who asked by telephone, or take it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.lettre import create_opposition, delete_opposition
from convive.acteurs.forms.opposition import OppositionForm
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.selectors.lettre import list_oppositions
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def opposition_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    oppositions = list_oppositions(membre)
    is_retrait = request.method == "POST" and request.POST.get("geste") == "retirer"
    form = OppositionForm(request.POST if request.method == "POST" and not is_retrait else None)
    if is_retrait:
        for opposition in oppositions:
            if str(opposition.pk) == request.POST.get("objet"):
                opposition.espace = membre.espace
                delete_opposition(by=membre.compte, opposition=opposition)
                messages.success(request, f"{opposition.email} recevra de nouveau les lettres.")
        return redirect("acteurs:opposition_list", espace_uuid)
    if form.is_valid():
        refuse_espace_expire(membre.espace)
        create_opposition(by=membre.compte, espace=membre.espace, email=form.cleaned_data["email"])
        messages.success(request, f"{form.cleaned_data['email']} ne recevra plus de lettres.")
        return redirect("acteurs:opposition_list", espace_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, form=form, oppositions=oppositions)
    return render(request, "acteurs/opposition_list.html", context)
