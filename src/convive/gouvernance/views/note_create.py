"""Ask a question: the note opens with « ne rien changer », the other scenarios come next."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.note import create_note
from convive.gouvernance.forms.note import NoteAideForm
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.views.acces_note import build_contexte_note
from convive.gouvernance.views.choix import render_choix
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """« ?instance=… » is the body, « ?porte_sur=fiche_action:… » what it is about."""
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    data = request.POST if request.method == "POST" else None
    sorte, _, identifiant = request.GET.get("porte_sur", "").partition(":")
    uuid = parse_uuid(identifiant)
    sources = [Reference(sorte, uuid)] if uuid and data is None else []
    initial = {"instance": str(parse_uuid(request.GET.get("instance", "")) or "")}
    form = NoteAideForm(data, membre=membre, sources=sources, initial=initial)
    brouillon = build_cle_brouillon(membre.compte, "note_decision", espace_uuid)
    if data is not None and "chercher" in data:
        if (fragment := render_choix(request, form)) is not None:
            return fragment
    elif form.is_valid():
        try:
            note = create_note(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "La note est ouverte\u00a0: écrivez ses scénarios.", extra_tags=brouillon)
            return redirect("gouvernance:note_detail", espace_uuid, note.pk)
    context = build_contexte_note(request, membre, None, form=form, brouillon=brouillon, adresse={"url": request.path})
    return render(request, "gouvernance/note_create.html", context)
