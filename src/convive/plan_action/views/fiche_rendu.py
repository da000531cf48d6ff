"""What the gestures on an action answer: its page, or the part of it that changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from convive.plan_action.forms.edition import Edition
from convive.plan_action.forms.suivi import MeteoForm, NoteForm
from convive.plan_action.rules.sections import Section, get_section
from convive.plan_action.selectors.page_fiche import PageFiche
from convive.plan_action.views.acces import build_contexte_plan, get_page_or_404
from convive.socle.requetes import is_fragment

FORMATS_FICHE = ("docx", "odt", "pdf")
PAGE_FICHE = "plan_action:fiche_action_detail"


def build_contexte_fiche(request: HttpRequest, page: PageFiche, **contexte: Any) -> dict[str, Any]:
    """`forms` are those that come back to be corrected, by name; the others start empty."""
    forms: dict[str, Any] = contexte.pop("forms", {})
    context = build_contexte_plan(request, page.membre, fiche=page.fiche, **contexte)
    context["form_note"] = forms.get("note") or (NoteForm() if page.peut_ecrire else None)
    regards = page.regards_permis
    context["form_meteo"] = forms.get("meteo") or (MeteoForm(regards=regards) if regards else None)
    return context | {"page": page, "formats": FORMATS_FICHE}


def render_page(request: HttpRequest, page: PageFiche, **contexte: Any) -> HttpResponse:
    """The whole page; for htmx, what is under its title."""
    context = build_contexte_fiche(request, page, **contexte)
    if is_fragment(request):
        response = render(request, "plan_action/fiche_action_detail.html#corps", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#corps", "innerHTML"
        return response
    return render(request, "plan_action/fiche_action_detail.html", context)


def conclude(request: HttpRequest, page: PageFiche, phrase: str, ancre: str, brouillon: str = "") -> HttpResponse:
    """After something was written: the page as it is now, where one was."""
    if is_fragment(request):
        fresh = get_page_or_404(page.membre, page.fiche.pk)
        return render_page(request, fresh, focus=ancre, annonce=phrase, brouillon_clos=brouillon)
    messages.success(request, phrase, extra_tags=brouillon)
    url = reverse(PAGE_FICHE, args=[page.fiche.espace_id, page.fiche.pk])
    return redirect(f"{url}#{f'section-{ancre}' if get_section(ancre) else ancre}")


def render_section(request: HttpRequest, page: PageFiche, section: Section, edition: Edition | None) -> HttpResponse:
    """One section, to put in its place."""
    is_vide = next((vide for row, vide in page.rubriques if row.cle == section.cle), True)
    context = {"page": page, "fiche": page.fiche, "espace": page.membre.espace, "section": section}
    context |= {"is_vide": is_vide, "edition": edition, "focus": "" if edition else section.cle}
    return render(request, "plan_action/_rubrique.html", context)
