"""A note, and what the other packages bring to it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_list_notes, can_update_notes
from convive.espaces.selectors.note import get_noms_communes
from convive.espaces.selectors.texte import count_versions
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.note_acces import get_note_or_404
from convive.espaces.views.note_list import PAGE
from convive.socle.texte import parse_texte


@login_required
@require_safe
def note_detail(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_notes)
    note = get_note_or_404(membre, note_uuid)
    context = build_contexte(request, membre, PAGE, note=note, blocs=parse_texte(note.texte))
    context["thematiques"] = [thematique.nom for thematique in note.thematiques.all()]
    context["communes"] = get_noms_communes(note.communes)
    context["nombre_versions"] = count_versions(note)
    context["peut_ecrire"] = can_update_notes(membre) and not membre.espace.is_expire
    return render(request, "espaces/note_detail.html", context)
