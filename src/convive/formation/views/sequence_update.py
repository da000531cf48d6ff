"""Write a sequence; two trainers who write at once are joined, or compare."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire
from convive.espaces.views.saisie import build_cle_brouillon
from convive.formation.actions.sequence import update_sequence
from convive.formation.forms.sequence import SequenceForm
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.views.acces_programme import (
    build_contexte_programme,
    get_programme_or_404,
    get_sequence_or_404,
)
from convive.ui.saisie import TexteSaisi


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def sequence_update(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID, sequence_uuid: UUID) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid, can_animer)
    sequence = get_sequence_or_404(lu, sequence_uuid)
    data = request.POST if request.method == "POST" else None
    form = SequenceForm(data, sequence=sequence, objectifs=lu.objectifs)
    enregistres: list[TexteSaisi] = []
    brouillon = build_cle_brouillon(membre.compte, "sequence", sequence_uuid)
    if form.is_valid():
        try:
            update_sequence(
                by=membre.compte,
                sequence=sequence,
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
            messages.success(request, "La séquence est enregistrée.", extra_tags=brouillon)
            url = reverse("formation:deroule_detail", args=[espace_uuid, programme_uuid])
            return redirect(f"{url}#{sequence.cle}")
    context = build_contexte_programme(
        request, membre, lu, "sequence_update", form=form, sequence=sequence, enregistres=enregistres
    )
    return render(request, "formation/sequence_update.html", {**context, "brouillon": brouillon})
