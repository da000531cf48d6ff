"""Where each sequence of a programme is; add one, take one out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.sequence import create_sequence, update_places
from convive.formation.forms.programme import AjouterSequenceForm, PlacesForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.cours import get_briques
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def composition_update(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID) -> HttpResponse:
    """`geste=ajouter` is the form of below; the other one saves the places."""
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid, can_organiser)
    is_ajout = request.POST.get("geste") == "ajouter"
    data = request.POST if request.method == "POST" else None
    form = PlacesForm(None if is_ajout else data, sequences=lu.sequences)
    ajout = AjouterSequenceForm(data if is_ajout else None, briques=get_briques())
    try:
        if ajout.is_valid():
            jour, moment = ajout.place_choisie
            create_sequence(
                by=membre.compte,
                programme=lu.programme,
                titre=ajout.cleaned_data["titre"],
                brique=ajout.brique_choisie,
                jour=jour,
                moment=moment,
            )
            messages.success(request, "La séquence est ajoutée.")
            return redirect("formation:composition_update", espace_uuid, programme_uuid)
        if form.is_valid():
            update_places(
                by=membre.compte, programme=lu.programme, places=form.get_places(), retraits=form.get_retraits()
            )
            messages.success(request, "L’ordre est enregistré.")
            return redirect("formation:programme_detail", espace_uuid, programme_uuid)
    except FormationRefusee as refus:
        (ajout if is_ajout else form).explain_refus(refus)
    context = build_contexte_programme(request, membre, lu, "composition_update", form=form, ajout=ajout)
    return render(request, "formation/composition_update.html", context)
