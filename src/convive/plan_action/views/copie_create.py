"""An action that starts from another one of the plan: what is taken, what is left, and it opens."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.duplication import create_copie
from convive.plan_action.forms.copie import CopieForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.views.acces import build_contexte_arbre, get_fiche_or_404, require_dossier


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def copie_create(request: HttpRequest, espace_uuid: UUID, fiche_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    fiche = get_fiche_or_404(membre, fiche_uuid)
    dossier = require_dossier(membre, fiche.ctg_id)
    fiche.ctg = dossier.ctg
    form = CopieForm(
        request.POST if request.method == "POST" else None,
        noeuds=list_noeuds(dossier),
        initial={"vers": f"noeud:{fiche.noeud_id}" if fiche.noeud_id else ""},
    )
    if form.is_valid() and (copie := _submit(membre.compte, fiche, form)):
        messages.success(request, "La nouvelle action est prête à être adaptée : seule l’équipe la lit pour l’instant.")
        return redirect("plan_action:fiche_action_detail", espace_uuid, copie.pk)
    context = build_contexte_arbre(request, membre, "copie_create", dossier, form=form, fiche=fiche)
    return render(request, "plan_action/copie_create.html", context)


def _submit(by: Compte, fiche: FicheAction, form: CopieForm) -> FicheAction | None:
    try:
        return create_copie(by=by, fiche=fiche, saisie=form.get_saisie())
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return None
