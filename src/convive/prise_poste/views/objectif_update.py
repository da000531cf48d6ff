"""Add an objective to a lettre de mission, or say where it stands."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.lettre import create_objectif, delete_objectif, update_objectif
from convive.prise_poste.forms.lettre import ObjectifForm
from convive.prise_poste.permissions import can_list_lettres
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.views.acces_lettre import build_contexte_lettre, get_lettre_or_404, get_objectif_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def objectif_update(
    request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID, objectif_uuid: UUID | None = None
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_lettres)
    lue = get_lettre_or_404(membre, lettre_uuid)
    objectif = get_objectif_or_404(lue, objectif_uuid)
    if objectif and request.POST.get("geste") == "supprimer":
        delete_objectif(by=membre.compte, objectif=objectif)
        messages.success(request, "L’objectif est supprimé.")
        return redirect("prise_poste:lettre_detail", espace_uuid, lettre_uuid)
    form = ObjectifForm(request.POST if request.method == "POST" else None, objectif=objectif)
    if form.is_valid():
        try:
            if objectif is None:
                create_objectif(by=membre.compte, lettre=lue.lettre, valeurs=form.get_valeurs())
            else:
                update_objectif(by=membre.compte, objectif=objectif, valeurs=form.get_valeurs())
        except PosteRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "L’objectif est enregistré.")
            return redirect("prise_poste:lettre_detail", espace_uuid, lettre_uuid)
    context = build_contexte_lettre(request, membre, lue, form=form, objectif=objectif)
    return render(request, "prise_poste/objectif_update.html", context)
