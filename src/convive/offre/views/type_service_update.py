"""Rename a type of services, change its thématique, stop proposing it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.type_service import update_type
from convive.offre.forms.type_service import TypeServiceForm
from convive.offre.permissions import can_update_types
from convive.offre.rules.offre import OffreRefusee
from convive.offre.views.acces import PAGE_TYPES, build_contexte_offre, get_type_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def type_service_update(request: HttpRequest, espace_uuid: UUID, cle: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_types)
    lu = get_type_or_404(membre, cle)
    data = request.POST if request.method == "POST" else None
    form = TypeServiceForm(data, thematiques=list_choix_thematiques(membre), type_lu=lu)
    if form.is_valid():
        nom, is_cache = form.cleaned_data["nom"], form.cleaned_data["is_cache"]
        valeurs = {"nom": nom, "thematique": form.get_thematique(), "is_cache": is_cache}
        try:
            update_type(by=membre.compte, espace=membre.espace, cle=cle, **valeurs)
        except OffreRefusee as error:
            form.add_error("nom", list(error.messages))
        else:
            messages.success(request, "Type enregistré.")
            return redirect("offre:type_service_list", espace_uuid)
    context = build_contexte_offre(request, membre, PAGE_TYPES, form=form, type=lu)
    return render(request, "offre/type_service_update.html", context)
