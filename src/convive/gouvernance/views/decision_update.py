"""Change a decision; what someone else saved meanwhile is shown to compare."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.decision import update_decision
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.forms.decision import DecisionForm
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_decision import get_decision_or_404
from convive.gouvernance.views.choix import render_choix
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def decision_update(request: HttpRequest, espace_uuid: UUID, decision_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    decision = get_decision_or_404(membre, decision_uuid)
    data = request.POST if request.method == "POST" else None
    cibles = [cible.reference for cible in decision.cibles.all()]
    form = DecisionForm(data, membre=membre, decision=decision, cibles=cibles)
    brouillon, enregistres = build_cle_brouillon(membre.compte, "decision", decision_uuid), list[TexteSaisi]()
    if data is not None and "chercher" in data:
        if (fragment := render_choix(request, form)) is not None:
            return fragment
    elif form.is_valid():
        try:
            update_decision(
                by=membre.compte,
                decision=decision,
                saisie=form.get_saisie(),
                version=form.cleaned_data["version"],
                cadre=form.get_cadre(),
            )
        except GouvernanceRefusee as refus:
            if CHANGEE in refus.messages:
                enregistres = form.explain_conflit(get_decision_or_404(membre, decision_uuid))
            form.explain_refus(refus)
        else:
            messages.success(request, "Décision enregistrée.", extra_tags=brouillon)
            return redirect("gouvernance:decision_detail", espace_uuid, decision_uuid)
    context = build_contexte_sous_page(request, membre, "decision_list", decision=decision, form=form)
    context |= {"brouillon": brouillon, "enregistres": enregistres, "adresse": {"url": request.path}}
    return render(request, "gouvernance/decision_update.html", context)
