"""Bring the archive of a plan into a CTG whose plan is empty: it is read first, nothing is written."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.archive import create_archive, is_plan_vide
from convive.plan_action.forms.archive import ArchivePlanForm
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.socle.televersement import get_plafond_depasse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def archive_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = require_dossier(membre, ctg_uuid)
    form = ArchivePlanForm()
    if request.method == "POST":
        form = ArchivePlanForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
        if form.is_valid():
            try:
                fichier = create_archive(by=membre.compte, ctg=dossier.ctg, fichier=form.cleaned_data["fichier"])
                return redirect("plan_action:archive_detail", espace_uuid, fichier.pk)
            except PlanRefuse as error:
                form.add_error("fichier", list(error.messages))
    context = build_contexte_arbre(request, membre, "archive_create", dossier, form=form)
    context["is_vide"] = is_plan_vide(dossier.ctg)
    return render(request, "plan_action/archive_create.html", context)
