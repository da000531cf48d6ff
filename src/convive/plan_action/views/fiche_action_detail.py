"""One action: read whole, written section by section, followed."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, build_message, keep_saisie
from convive.plan_action.forms.edition import Edition, build_edition
from convive.plan_action.forms.section import SectionForm
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.rules.sections import Cle, Section, get_section
from convive.plan_action.selectors.page_fiche import PageFiche
from convive.plan_action.views.acces import get_page_or_404
from convive.plan_action.views.fiche_rendu import conclude, render_page, render_section
from convive.plan_action.views.fiche_suivi import GESTES
from convive.socle.requetes import get_htmx, is_fragment


@keep_saisie("fiche_action")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fiche_action_detail(request: HttpRequest, espace_uuid: UUID, fiche_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    page = get_page_or_404(membre, fiche_uuid)
    if request.method == "POST":
        geste = GESTES.get(request.POST.get("geste", ""), _submit_section)
        return geste(request, page)
    section = get_section(request.GET.get("section", ""))
    edition = _build(page, section) if section is not None and page.peut_ecrire else None
    if is_fragment(request) and (shown := section or get_section(request.GET.get("lire", ""))):
        return render_section(request, page, shown, edition)
    return render_page(request, page, edition=edition)


def _build(page: PageFiche, section: Section, data: Any = None) -> Edition:
    brouillon = build_cle_brouillon(page.membre.compte, f"fiche-action-{section.cle}", page.fiche.pk)
    return build_edition(section, membre=page.membre, fiche=page.fiche, brouillon=brouillon, data=data)


def _submit_section(request: HttpRequest, page: PageFiche) -> HttpResponse:
    """Write a section. To search, or to ask for one more row, writes nothing and loses nothing."""
    if not page.peut_ecrire:
        raise PermissionDenied("Vous pouvez lire cette action, et non l’écrire.")
    section = get_section(request.POST.get("section", ""))
    if section is None:
        raise Http404("Cette partie de la fiche n’existe pas.")
    edition = _build(page, section, request.POST)
    if (cherche := request.POST.get("chercher")) is not None:
        edition.ignore_errors()
        if is_fragment(request) and str(get_htmx(request).target).startswith("choix-"):
            return _render_liste(request, edition, cherche)
    elif "ajouter" in request.POST:
        edition.add_ligne()
    elif edition.save(page.membre.compte, page.fiche):
        phrase = build_message(f"{section.titre} : c’est enregistré.", edition.auteurs, page.membre.compte)
        return conclude(request, page, f"{phrase}{_remark(page, section)}", section.cle, edition.brouillon)
    if is_fragment(request):
        return render_section(request, page, section, edition)
    return render_page(request, page, edition=edition)


def _remark(page: PageFiche, section: Section) -> str:
    """What was saved and asks to be looked at again: a budget that does not balance is never saved without a word."""
    if section.cle != Cle.BUDGET:
        return ""
    ecarts = get_page_or_404(page.membre, page.fiche.pk).budget.ecarts
    return f" À regarder\u00a0: {ecarts}" if ecarts else ""


def _render_liste(request: HttpRequest, edition: Edition, nom: str) -> HttpResponse:
    """What was found, under the words that are being typed."""
    listes = edition.form.listes if isinstance(edition.form, SectionForm) else []
    liste = next((liste for liste in listes if liste.nom == nom), None)
    if liste is None:
        raise Http404("On ne cherche pas cela ici.")
    return render(request, "plan_action/_choix.html", {"liste": liste})
