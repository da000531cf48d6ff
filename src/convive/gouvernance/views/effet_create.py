"""Note what a decision changes: validate an action, keep an enjeu, freeze a diagnosis."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.forms.effet import Effet, get_effet
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.effets import get_libelle
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_decision import get_decision_or_404
from convive.gouvernance.views.sous_pages import build_contexte_sous_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def effet_create(
    request: HttpRequest, espace_uuid: UUID, decision_uuid: UUID, objet_type: str, objet_uuid: UUID
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    decision = get_decision_or_404(membre, decision_uuid)
    effet = get_effet(membre, decision, objet_type, objet_uuid)
    if effet is None:
        raise Http404("Une décision ne change pas cela, ou ce n’est pas ici.")
    if not effet.peut:
        raise PermissionDenied("Votre rôle ne permet pas de noter ce qu’une instance en a décidé.")
    data = request.POST if request.method == "POST" else request.GET
    mouvement = next((row for row in effet.mouvements if row.vers == data.get("vers")), None)
    form = None
    if mouvement is not None:
        form = effet.build_form(mouvement.vers, request.POST if request.method == "POST" else None)
    elif request.method == "POST":
        messages.warning(request, "Ce changement n’est plus possible\u00a0: quelqu’un l’a fait entre-temps.")
    if mouvement is not None and form is not None and form.is_valid() and _submit(request, effet, mouvement.vers, form):
        return redirect("gouvernance:decision_detail", espace_uuid, decision_uuid)
    context = build_contexte_sous_page(request, membre, "decision_list", decision=decision, effet=effet, form=form)
    context |= {"mouvement": mouvement, "manques": effet.list_manques(mouvement.vers) if mouvement else []}
    return render(request, "gouvernance/effet_create.html", context)


def _submit(request: HttpRequest, effet: Effet, vers: str, form: object) -> bool:
    try:
        row = effet.save(vers, form)
    except GouvernanceRefusee as refus:
        form.explain_refus(refus)  # type: ignore[attr-defined]  # a form of ours, or of the plan
        return False
    messages.success(request, f"C’est noté\u00a0: {get_libelle(row.objet_type, row.vers).lower()}.")
    return True
