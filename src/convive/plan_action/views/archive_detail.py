"""Look at what the archive of a plan would become, say who its people are, take it up or not."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.models import StatutImport
from convive.acteurs.selectors.imports import get_import
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.archive import get_archive, import_archive, is_archive
from convive.plan_action.actions.imports import delete_import
from convive.plan_action.forms.archive import CartesForm
from convive.plan_action.models import ImportPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.prevision_archive import build_prevision_archive
from convive.plan_action.views.acces import build_contexte_plan
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def archive_detail(request: HttpRequest, espace_uuid: UUID, import_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    fichier = get_import(membre, ImportPlan, import_uuid)
    if fichier is None or fichier.statut != StatutImport.PREPARE or not is_archive(fichier):
        raise Http404("Cette archive n’attend pas ici, ou ne vous concerne pas.")
    fichier.espace = membre.espace
    prevision = build_prevision_archive(membre.espace, get_archive(fichier), {})
    form, erreur = CartesForm(prevision=prevision), ""
    if request.method == "POST" and request.POST.get("geste") == "abandonner":
        delete_import(by=membre.compte, fichier=fichier)
        messages.success(request, "Cette archive n’a pas été reprise.")
        return redirect("plan_action:import_plan_list", espace_uuid)
    if request.method == "POST":
        form = CartesForm(request.POST, prevision=prevision)
        if form.is_valid():
            try:
                faite = import_archive(by=membre.compte, fichier=fichier, choix=form.get_choix())
                reprises = nombre_accorde(faite.nb_fiches, "action")
                messages.success(request, f"Plan repris : {reprises}. La page des imports l’annule au besoin.")
                return redirect("plan_action:plan_detail", espace_uuid, fichier.ctg_id)
            except PlanRefuse as error:
                erreur = str(error)
    context = build_contexte_plan(request, membre, fichier=fichier, prevision=prevision, form=form, erreur=erreur)
    return render(request, "plan_action/archive_detail.html", context)
