"""Erase for good notes that were put aside, once one has read which ones."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.note import delete_corbeille
from convive.espaces.permissions import can_delete_corbeille
from convive.espaces.selectors.note import list_notes_a_effacer
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.note_list import CORBEILLE, PAGE
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def corbeille_delete(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """GET asks, for the note that it names or for all of them; POST erases those that the page showed, no other."""
    membre = get_membre_or_404(request, espace_uuid, can_delete_corbeille)
    url = f"{reverse(PAGE, args=[espace_uuid])}?vue={CORBEILLE}"
    if request.method == "POST":
        uuids = _parse(request.POST.getlist("note"))
        nombre = delete_corbeille(by=membre.compte, espace=membre.espace, uuids=uuids)
        phrase = nombre_accorde(nombre, "note effacée", "notes effacées") if nombre else "Aucune note n’était à effacer"
        messages.success(request, f"{phrase}.")
        return redirect(url)
    demandees = request.GET.getlist("note")
    uuids = _parse(demandees)
    notes = list_notes_a_effacer(membre, uuids) if uuids or not demandees else []
    context = build_contexte(request, membre, PAGE, notes=notes, url_corbeille=url)
    return render(request, "espaces/corbeille_delete.html", context)


def _parse(textes: list[str]) -> list[UUID]:
    return [uuid for texte in textes if (uuid := parse_uuid(texte))]
