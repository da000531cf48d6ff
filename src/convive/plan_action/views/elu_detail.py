"""One page for an élu·e, on a phone first: her actions, what awaits her, her météo in one tap, her commune."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.plan_action.actions.suivi import create_meteo
from convive.plan_action.forms.elu import MeteoEluForm
from convive.plan_action.forms.point import PRECISIONS_METEO
from convive.plan_action.permissions import can_create_meteo, can_list_page_elu, can_update_fiches
from convive.plan_action.rules.meteo import ICONES_METEO
from convive.plan_action.rules.plan import LIBELLES_METEO, NiveauMeteo, Regard
from convive.plan_action.selectors.elu import PageElu, get_elu, get_page_elu
from convive.plan_action.views.acces import get_dossier_or_404

ICI = "plan_action:elu_detail"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def elu_detail(request: HttpRequest, espace_uuid: UUID, personne_uuid: UUID | None = None) -> HttpResponse:
    """Her own page; with an identifier, the one that the team prepares and prints for someone."""
    is_permis = can_list_page_elu if personne_uuid is None else can_update_fiches
    membre = get_membre_or_404(request, espace_uuid, is_permis)
    dossier, elu = get_dossier_or_404(membre, None), get_elu(membre, personne_uuid)
    if elu is None:
        raise Http404("Cette personne n’est pas dans l’annuaire.")
    today = timezone.localdate()
    page = get_page_elu(membre, dossier, elu, request.GET.get("commune", ""), today) if dossier else None
    if request.method == "POST":
        return _submit(request, membre, page)
    context = build_contexte(request, membre, ICI, dossier=dossier, elu=elu, today=today)
    context |= {"page": page, "niveaux": list_niveaux(), "peut_dire": _can_say(membre, page)}
    return render(request, "plan_action/elu_detail.html", context)


def list_niveaux() -> list[tuple[str, str, str, str]]:
    """Each météo: its key, its words, its icon, what it says."""
    return [(n.value, LIBELLES_METEO[n], ICONES_METEO[n], PRECISIONS_METEO[n]) for n in NiveauMeteo]


def _can_say(membre: Membre, page: PageElu | None) -> bool:
    return page is not None and page.elu.is_soi and can_create_meteo(membre) and not membre.espace.is_expire


def _submit(request: HttpRequest, membre: Membre, page: PageElu | None) -> HttpResponse:
    form = MeteoEluForm(request.POST)
    actions: dict[Any, Any] = {action.fiche.pk: action for action in page.actions} if page else {}
    if not _can_say(membre, page) or not form.is_valid() or form.cleaned_data["fiche"] not in actions:
        raise Http404("Cette météo n’est pas à donner ici\u00a0: l’action a peut-être changé d’élu·e référent·e.")
    fiche = actions[form.cleaned_data["fiche"]].fiche
    fiche.espace = membre.espace
    niveau = NiveauMeteo(form.cleaned_data["niveau"])
    create_meteo(by=membre.compte, fiche=fiche, regard=Regard.ELU, niveau=niveau, phrase=form.cleaned_data["phrase"])
    messages.success(request, f"Votre météo est donnée\u00a0: {LIBELLES_METEO[niveau].lower()}.")
    return redirect(f"{reverse(ICI, args=[membre.espace_id])}#action-{fiche.pk}")
