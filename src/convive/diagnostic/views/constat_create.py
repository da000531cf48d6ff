"""Write a constat."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.constat import create_constat
from convive.diagnostic.exports.departs import Depart, build_depart
from convive.diagnostic.forms.constat import ConstatForm
from convive.diagnostic.models import NatureConstat
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.views.fiche_acces import PAGE_CONSTATS, build_contexte_constats
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def constat_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    depart = _get_depart(request, membre)
    form = ConstatForm(request.POST if request.method == "POST" else None, membre=membre, depart=_get_initial(depart))
    brouillon = build_cle_brouillon(membre.compte, "nouveau-constat", espace_uuid)
    if form.is_valid():
        figures = depart.figures if depart else ()
        constat = create_constat(by=membre.compte, espace=membre.espace, saisie=form.get_saisie(), figures=figures)
        if figures:
            messages.success(request, "Constat enregistré, avec ce qui le prouve.", extra_tags=brouillon)
            return redirect("diagnostic:constat_detail", espace_uuid, constat.pk)
        messages.success(request, "Constat enregistré. Reste à dire ce qui le prouve.", extra_tags=brouillon)
        return redirect("diagnostic:preuve_create", espace_uuid, constat.pk)
    context = build_contexte_constats(request, membre, PAGE_CONSTATS, form=form, brouillon=brouillon, depart=depart)
    return render(request, "diagnostic/constat_create.html", context)


def _get_depart(request: HttpRequest, membre: Membre) -> Depart | None:
    """The figure that the address names: it is read again, never taken from the form."""
    identifiant = request.GET.get("indicateur", "")
    if not identifiant:
        return None
    return build_depart(membre, identifiant, request.GET.get("depuis", ""), timezone.localdate())


def _get_initial(depart: Depart | None) -> dict[str, Any] | None:
    if depart is None:
        return None
    return {
        "texte": depart.texte,
        "precision": depart.precision,
        "thematiques": depart.thematiques,
        "nature": NatureConstat.DONNEE,
    }
