"""One model on a page, and an action that starts from it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.modele import create_fiche_modele
from convive.plan_action.forms.modele import DepartModeleForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_list_plan, can_update_fiches
from convive.plan_action.rules.modeles import Modele
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.modeles import get_bibliotheque
from convive.plan_action.selectors.partenaires_modele import list_partenaires_modele
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import get_dossier_or_404
from convive.plan_action.views.modele_acces import build_contexte_modeles


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def modele_detail(request: HttpRequest, espace_uuid: UUID, cle: str, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    modele = get_bibliotheque().by_cle.get(cle)
    if modele is None:
        raise Http404("Ce modèle n’est pas dans la bibliothèque.")
    dossier = get_dossier_or_404(membre, ctg_uuid)
    form = _build_form(request, membre, dossier)
    if form is not None and form.is_valid() and (fiche := _submit(membre, dossier, modele, form)):
        messages.success(request, "Votre action est prête à être adaptée : seule l’équipe la voit pour l’instant.")
        return redirect("plan_action:fiche_action_detail", espace_uuid, fiche.pk)
    context = build_contexte_modeles(
        request,
        membre,
        dossier,
        ctg_uuid,
        modele=modele,
        partenaires=list_partenaires_modele(membre, modele),
        form=form,
    )
    return render(request, "plan_action/modele_detail.html", context)


def _build_form(request: HttpRequest, membre: Membre, dossier: DossierPlan | None) -> DepartModeleForm | None:
    """None for whoever only reads, and where there is no plan. Raise PermissionDenied when such a one posts."""
    if not can_update_fiches(membre) or (dossier is None and request.method != "POST"):
        if request.method == "POST":
            raise PermissionDenied
        return None
    if dossier is None:
        raise Http404("Un plan d’actions est celui d’une CTG, et cet espace n’en a pas encore.")
    data = request.POST if request.method == "POST" else None
    return DepartModeleForm(data, noeuds=list_noeuds(dossier), today=timezone.localdate())


def _submit(membre: Membre, dossier: DossierPlan | None, modele: Modele, form: DepartModeleForm) -> FicheAction | None:
    if dossier is None:
        return None
    try:
        return create_fiche_modele(
            by=membre.compte, ctg=dossier.ctg, modele=modele, saisie=form.get_saisie(), limites=membre.limites
        )
    except PlanRefuse as refus:
        form.add_error(None, list(refus.messages))
        return None
