"""Write the sheet of a programme; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.programme import update_programme
from convive.formation.forms.programme import ProgrammeForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def programme_update(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid, can_organiser)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, programme=lu.programme)
    enregistres: list[TexteSaisi] = []
    if form.is_valid():
        try:
            update_programme(
                by=membre.compte,
                programme=lu.programme,
                valeurs=form.get_valeurs(),
                version=form.cleaned_data["version"],
                depart=form.get_depart(),
            )
        except FormationRefusee as refus:
            form.explain_refus(refus)
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "La fiche est enregistrée.")
            return redirect("formation:programme_detail", espace_uuid, programme_uuid)
    context = build_contexte_programme(request, membre, lu, "programme_update", form=form, enregistres=enregistres)
    return render(request, "formation/programme_update.html", context)
