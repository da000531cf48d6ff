"""Validate a version: it is frozen as it is, then never changes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.diagnostic import validate_diagnostic
from convive.diagnostic.exports.assemblage import build_contexte_base, build_lignes
from convive.diagnostic.forms.validation import ValidationForm
from convive.diagnostic.permissions import can_compose_diagnostic
from convive.diagnostic.rules.sommaire import SOURCES, EtatChapitre
from convive.diagnostic.selectors.diagnostic import list_chapitres
from convive.diagnostic.views.diagnostic_acces import build_contexte_diagnostic, get_diagnostic_or_404
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def diagnostic_validate(request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_compose_diagnostic)
    diagnostic = get_diagnostic_or_404(membre, diagnostic_uuid)
    today = timezone.localdate()
    form = ValidationForm(request.POST if request.method == "POST" else None, initial={"date_validation": today})
    if form.is_valid():
        saisie = form.cleaned_data
        try:
            validate_diagnostic(
                by=membre, diagnostic=diagnostic, jour=saisie["date_validation"], validation=saisie["validation"]
            )
            messages.success(
                request, f"{diagnostic}\u00a0: validée. Elle ne change plus, et se retrouve à l’identique."
            )
            return redirect("diagnostic:diagnostic_detail", espace_uuid, diagnostic_uuid)
        except EspaceRefuse as error:
            form.add_error(None, list(error.messages))
    lignes = build_lignes(list_chapitres(diagnostic, with_masques=False), build_contexte_base(membre.espace, today))
    context = build_contexte_diagnostic(request, membre, diagnostic, "Valider", form=form)
    context["a_ecrire"] = [
        ligne.chapitre for ligne in lignes if ligne.etat is not EtatChapitre.ECRIT and ligne.chapitre.cle != SOURCES
    ]
    return render(request, "diagnostic/diagnostic_validate.html", context)
