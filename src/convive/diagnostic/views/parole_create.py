"""Keep words that were said."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.parole import create_parole
from convive.diagnostic.forms.parole import ParoleForm
from convive.diagnostic.models import NoteEntretien
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.rules.entretiens import split_passages
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.views.fiche_acces import PAGE_PAROLES, build_contexte_paroles, get_note_entretien_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def parole_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    data = request.POST if request.method == "POST" else None
    note = _get_note(request, membre)
    passages = split_passages(note.texte) if note else []
    rang = request.GET.get("passage", "")
    passage = passages[int(rang) - 1] if rang.isdecimal() and 0 < int(rang) <= len(passages) else ""
    connus = list(get_noms_perimetre(membre).values())
    form = ParoleForm(data, membre=membre, note=note, passage=passage, connus=connus)
    brouillon = build_cle_brouillon(membre.compte, "nouvelle-parole", note.pk if note else espace_uuid)
    if form.is_valid():
        try:
            create_parole(by=membre.compte, espace=membre.espace, saisie=form.get_saisie(), note=note)
        except DiagnosticRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Parole enregistrée.", extra_tags=brouillon)
            if note:
                return redirect("diagnostic:note_entretien_detail", espace_uuid, note.pk)
            return redirect("diagnostic:parole_create" if "encore" in request.POST else PAGE_PAROLES, espace_uuid)
    context = build_contexte_paroles(request, membre, form=form, brouillon=brouillon, note=note, passages=passages)
    return render(request, "diagnostic/parole_create.html", context)


def _get_note(request: HttpRequest, membre: Membre) -> NoteEntretien | None:
    """The interview from which the words are drawn, when the address names one."""
    uuid = parse_uuid(request.GET.get("note", ""))
    return get_note_entretien_or_404(membre, uuid) if uuid else None
