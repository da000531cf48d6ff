"""What the pages of a note share: which one, who may write it, where one searches its sources."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.forms.cibles import find_liste
from convive.gouvernance.forms.note import NoteAideForm
from convive.gouvernance.models import NoteDecision
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.selectors.note import get_note
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.socle.requetes import get_htmx, is_fragment


def get_note_or_404(membre: Membre, uuid: UUID, *, is_ecriture: bool = False) -> NoteDecision:
    """`is_ecriture`: a page that only writes is not for those who read."""
    note = get_note(membre, uuid)
    if note is None:
        raise Http404("Cette note n’est pas ici, ou ne vous est pas ouverte.")
    if is_ecriture and not can_update_instances(membre):
        raise PermissionDenied("Cette note s’écrit par l’équipe de coopération.")
    return note


def render_choix(request: HttpRequest, form: NoteAideForm) -> HttpResponse | None:
    """What was found, under the words that are being typed; None when the whole page comes back, without judging it."""
    if is_fragment(request) and str(get_htmx(request).target).startswith("choix-"):
        liste = find_liste(form.listes, request.POST.get("chercher", ""))
        if liste is None:
            raise Http404("On ne cherche pas cela ici.")
        return render(request, "plan_action/_choix.html", {"liste": liste})
    form.ignore_errors()
    return None


def build_contexte_note(request: HttpRequest, membre: Membre, note: NoteDecision | None, **kw: Any) -> dict[str, Any]:
    context = build_contexte_sous_page(request, membre, "note_list", **kw)
    context["fil"] = [
        *context["fil"],
        ("Notes pour décider", reverse("gouvernance:note_list", args=[membre.espace_id])),
    ]
    if note is not None:
        context["note"] = note
    return context
