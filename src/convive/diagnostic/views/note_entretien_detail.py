"""The notes of an interview, passage by passage, and the words drawn from them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.rules.entretiens import split_passages
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import get_noms, list_noms_thematiques
from convive.diagnostic.selectors.note_entretien import list_paroles_note
from convive.diagnostic.views.fiche_acces import PAGE_ENTRETIENS, build_contexte_paroles, get_note_entretien_or_404
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def note_entretien_detail(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    note = get_note_entretien_or_404(membre, note_uuid)
    paroles = list_paroles_note(membre, note)
    context = build_contexte_paroles(request, membre, PAGE_ENTRETIENS, note=note, paroles=paroles)
    deja = {parole.verbatim for parole in paroles}
    context["passages"] = [(passage, passage in deja) for passage in split_passages(note.texte)]
    context["thematiques"] = list_noms_thematiques(note)
    context["communes"] = get_noms(note.communes, get_noms_perimetre(membre) if note.communes else {})
    return render(request, "diagnostic/note_entretien_detail.html", context)
