"""Change a note that is not settled yet."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.note import update_note
from convive.gouvernance.actions.verrou import CHANGEE
from convive.gouvernance.forms.note import NoteAideForm, build_initial_note
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_note import build_contexte_note, get_note_or_404
from convive.gouvernance.views.choix import render_choix
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_update(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    note = get_note_or_404(membre, note_uuid, is_ecriture=True)
    data = request.POST if request.method == "POST" else None
    form = NoteAideForm(data, membre=membre, note=note, sources=[row.reference for row in note.sources.all()])
    brouillon, enregistres = build_cle_brouillon(membre.compte, "note_decision", note_uuid), list[TexteSaisi]()
    if data is not None and "chercher" in data:
        if (fragment := render_choix(request, form)) is not None:
            return fragment
    elif form.is_valid():
        try:
            update_note(by=membre.compte, note=note, saisie=form.get_saisie(), version=form.cleaned_data["version"])
        except GouvernanceRefusee as refus:
            if CHANGEE in refus.messages:
                saved = build_initial_note(get_note_or_404(membre, note_uuid, is_ecriture=True))
                enregistres = form.explain_conflit(saved)
            form.explain_refus(refus)
        else:
            messages.success(request, "Note enregistrée.", extra_tags=brouillon)
            return redirect("gouvernance:note_detail", espace_uuid, note_uuid)
    context = build_contexte_note(request, membre, note, form=form, brouillon=brouillon, adresse={"url": request.path})
    context["enregistres"] = enregistres
    return render(request, "gouvernance/note_update.html", context)
