"""Correct the notes of an interview, or what the person agreed to."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.note_entretien import update_note_entretien
from convive.diagnostic.forms.note_entretien import NoteEntretienForm
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.views.fiche_acces import PAGE_ENTRETIENS, build_contexte_paroles, get_note_entretien_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_entretien_update(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    note = get_note_entretien_or_404(membre, note_uuid)
    data = request.POST if request.method == "POST" else None
    form = NoteEntretienForm(data, membre=membre, note=note, connus=list(get_noms_perimetre(membre).values()))
    brouillon = build_cle_brouillon(membre.compte, "entretien", note_uuid)
    if form.is_valid():
        try:
            update_note_entretien(by=membre.compte, note=note, saisie=form.get_saisie())
        except DiagnosticRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Note d’entretien enregistrée.", extra_tags=brouillon)
            return redirect("diagnostic:note_entretien_detail", espace_uuid, note_uuid)
    context = build_contexte_paroles(request, membre, PAGE_ENTRETIENS, form=form, note=note, brouillon=brouillon)
    return render(request, "diagnostic/note_entretien_update.html", context)
