"""Say what one thinks of a constat, with an account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.acteurs.models import Organisation
from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.diagnostic.actions.avis import create_avis
from convive.diagnostic.forms.avis import AvisCompteForm
from convive.diagnostic.models import Constat
from convive.diagnostic.permissions import can_create_avis, can_update_constats
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.avis import list_avis_compte, list_organisations_compte
from convive.diagnostic.selectors.constat import build_carte, get_noms_perimetre
from convive.diagnostic.views.fiche_acces import PAGE_AVIS, build_contexte_constats, get_constat_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def avis_create(request: HttpRequest, espace_uuid: UUID, constat_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_avis)
    constat = get_constat_or_404(membre, constat_uuid)
    form = _build_form(request, membre, constat)
    if form.is_valid():
        try:
            create_avis(by=membre.compte, constat=constat, saisie=form.get_saisie())
        except DiagnosticRefuse as refus:
            form.add_error(None, list(refus.messages))
        else:
            messages.success(request, "Votre avis est noté, avec sa date.")
            if "suivant" in request.POST:
                return redirect(reverse(PAGE_AVIS, args=[espace_uuid]) + "#a-vous")
            return redirect(reverse("diagnostic:constat_detail", args=[espace_uuid, constat_uuid]) + "#avis")
    carte = build_carte(constat, get_noms_perimetre(membre))
    context = build_contexte_constats(request, membre, PAGE_AVIS, form=form, constat=constat, carte=carte)
    return render(request, "diagnostic/avis_create.html", context)


def _build_form(request: HttpRequest, membre: Membre, constat: Constat) -> AvisCompteForm:
    """A member speaks for the organisations where she works; those who write note what was said to them too."""
    siennes: list[Organisation] = list_organisations_compte(membre)
    toutes = list_choix_organisations(membre) if can_update_constats(membre) else siennes
    depart = list_avis_compte(membre, constat)
    return AvisCompteForm(
        request.POST if request.method == "POST" else None,
        organisations=toutes,
        depart=depart[-1] if depart and not can_update_constats(membre) else None,
        proposee=siennes[0] if siennes and not can_update_constats(membre) else None,
    )
