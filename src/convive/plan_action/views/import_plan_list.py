"""Bring an existing plan in, take this one away as a workbook, and see what was imported."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.selectors.imports import list_imports
from convive.acteurs.views.pages_import import respond_fichier
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.imports import create_import, record_export
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT, render_plan
from convive.plan_action.forms.imports import ImportPlanForm
from convive.plan_action.models import ImportPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.views.acces import build_contexte_arbre, get_dossier_or_404
from convive.socle.televersement import get_plafond_depasse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_plan_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    if dossier is not None and request.POST.get("format", "") in FORMATS_EXPORT:
        nom, rendu = render_plan(membre, dossier, request.POST["format"])
        record_export(by=membre.compte, ctg=dossier.ctg, format=request.POST["format"])
        return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)
    form = ImportPlanForm()
    if request.method == "POST" and dossier is not None:
        form = ImportPlanForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
        if form.is_valid():
            try:
                recu = form.cleaned_data["fichier"]
                fichier = create_import(by=membre.compte, ctg=dossier.ctg, fichier=recu, is_page=True)
                return redirect("plan_action:import_plan_detail", espace_uuid, fichier.pk)
            except PlanRefuse as error:
                form.add_error("fichier", list(error.messages))
    imports = list_imports(membre, ImportPlan)
    page_import = "plan_action:import_plan_detail"
    context = build_contexte_arbre(
        request, membre, "import_plan_list", dossier, form=form, imports=imports, page_import=page_import
    )
    return render(request, "plan_action/import_plan_list.html", {**context, "formats": FORMATS_EXPORT.items()})
