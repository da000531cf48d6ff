"""Note how a body settled a note: it writes the decision in the register, and freezes the note as presented."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.arbitrage import close_note
from convive.gouvernance.forms.arbitrage import ArbitrageForm
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.note import get_page_note
from convive.gouvernance.views.acces_note import build_contexte_note, get_note_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_arbitrage(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    note = get_note_or_404(membre, note_uuid, is_ecriture=True)
    page = get_page_note(membre, note)
    form = ArbitrageForm(request.POST if request.method == "POST" else None, membre=membre, note=note, page=page)
    brouillon = build_cle_brouillon(membre.compte, "arbitrage", note_uuid)
    if form.is_valid():
        try:
            arbitrage = close_note(by=membre, note=note, saisie=form.get_saisie())
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
        else:
            code = arbitrage.decision.code if arbitrage.decision else ""
            messages.success(request, f"C’est noté\u00a0: décision {code}, et la note est figée.", extra_tags=brouillon)
            return redirect("gouvernance:note_detail", espace_uuid, note_uuid)
    context = build_contexte_note(request, membre, note, form=form, brouillon=brouillon, page=page)
    return render(request, "gouvernance/note_arbitrage.html", context)
