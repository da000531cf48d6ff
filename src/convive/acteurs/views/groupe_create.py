"""Make a group of contacts."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.groupe import create_groupe
from convive.acteurs.forms.groupe import GroupeForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.groupe_list import PAGE_GROUPES
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def groupe_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    form = GroupeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            groupe = create_groupe(by=membre.compte, espace=membre.espace, **form.cleaned_data)
        except ActeurRefuse as error:
            form.add_error("nom", list(error.messages))
        else:
            return redirect("acteurs:groupe_update", espace_uuid, groupe.pk)
    context = build_contexte_acteurs(request, membre, PAGE_GROUPES, form=form)
    return render(request, "acteurs/groupe_create.html", context)
