"""Change a note; when someone else changed the same passages meanwhile, choose."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.note import update_note
from convive.espaces.actions.texte import TexteEnConflit
from convive.espaces.forms.fusion import FusionIllisible, FusionSaisie, build_fusion
from convive.espaces.forms.note import NoteForm
from convive.espaces.models import Membre, Note
from convive.espaces.permissions import can_update_notes
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.note_acces import get_note_or_404
from convive.espaces.views.note_list import PAGE
from convive.espaces.views.saisie import build_cle_brouillon, build_message, get_type_texte, keep_saisie, read_donnees


@keep_saisie("note")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_update(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_notes)
    note = get_note_or_404(membre, note_uuid)
    try:
        data, fusion = read_donnees(request, "note")
    except FusionIllisible as error:
        raise BadRequest(str(error)) from error
    form, brouillon = NoteForm(data, membre=membre, note=note), build_cle_brouillon(membre.compte, "note", note_uuid)
    if fusion is not None:
        return _render_fusion(request, membre, note, form, fusion, form["version"].value())
    if form.is_valid():
        try:
            auteurs = update_note(by=membre.compte, note=note, saisie=form.get_saisie())
        except EspaceRefuse as error:
            form.add_error(None, list(error.messages))
        except TexteEnConflit as conflit:
            type_texte = get_type_texte("note")
            fusion = build_fusion(conflit, type_texte.libelles, type_texte.courts)
            return _render_fusion(request, membre, note, form, fusion, conflit.version)
        else:
            phrase = build_message("Note enregistrée.", auteurs, membre.compte)
            messages.success(request, phrase, extra_tags=brouillon)
            return redirect("espaces:note_detail", espace_uuid, note_uuid)
    context = build_contexte(request, membre, PAGE, note=note, form=form, brouillon=brouillon)
    return render(request, "espaces/note_update.html", context)


def _render_fusion(
    request: HttpRequest, membre: Membre, note: Note, form: NoteForm, fusion: FusionSaisie, version: int
) -> HttpResponse:
    context = build_contexte(request, membre, PAGE, note=note, form=form, fusion=fusion, version=version)
    autre = note.updated_by
    context["autre_nom"] = "quelqu’un" if autre is None else str(autre)
    return render(request, "espaces/note_fusion.html", context)
