"""Ask a body for a training, without an account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.permissions import EspaceExpire
from convive.formation.actions.demande import submit_demande
from convive.formation.forms.demande import DemandeForm
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.demande import get_questionnaire_besoin
from convive.formation.views.acces_public import build_contexte_public, get_organisme_public_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def demande_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """`?merci` is where one arrives once it has left."""
    organisme = get_organisme_public_or_404(espace_uuid)
    questionnaire = get_questionnaire_besoin()
    form, status = DemandeForm(request.POST if request.method == "POST" else None, questionnaire=questionnaire), 200
    if form.is_valid():
        try:
            submit_demande(
                espace=organisme.espace,
                cle=form.cleaned_data["cle"],
                valeurs=form.get_contact(),
                reponses=form.get_reponses(),
                adresse_ip=get_adresse_ip(request),
                url=request.build_absolute_uri(reverse("formation:demande_list", args=[espace_uuid])),
            )
            return redirect(f"{request.path}?merci")
        except FormationRefusee as refus:
            form.explain_refus(refus)
            status = 429
        except EspaceExpire:
            form.add_error(None, "Cet organisme ne reçoit plus de demandes ici.")
    context = build_contexte_public(organisme, form=form, questionnaire=questionnaire, is_partie="merci" in request.GET)
    return render(request, "formation/demande_create.html", context, status=status)
