"""The role of a member, and the end of the mandate."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.membre import update_membre
from convive.espaces.forms.membre import MembreForm
from convive.espaces.permissions import can_update_membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.membre import get_membre_in_espace
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:membre_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def membre_update(request: HttpRequest, espace_uuid: UUID, membre_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_membre)
    autre = get_membre_in_espace(membre.espace, str(membre_uuid))
    if autre is None or not autre.is_en_cours:
        raise Http404("Cette personne n’est pas membre de l’espace.")
    form = MembreForm(request.POST if request.method == "POST" else None, membre=autre)
    if form.is_valid():
        try:
            update_membre(by=membre.compte, membre=autre, **form.cleaned_data)
            # Whoever changes her own role may no longer open the list of members.
            return redirect("espaces:espace_list") if autre == membre else redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            form.add_refus(error, autre)
    context = build_contexte(request, membre, PAGE, autre=autre, form=form)
    return render(request, "espaces/membre_update.html", context)
