"""Compose a programme from the bricks of the courses that ship."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.programme import create_programme
from convive.formation.forms.programme import ComposerForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.cours import list_cours
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def programme_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    form = ComposerForm(request.POST if request.method == "POST" else None, cours=list_cours())
    if form.is_valid():
        try:
            programme = create_programme(
                by=membre.compte,
                espace=membre.espace,
                titre=form.cleaned_data["titre"],
                places=form.get_places(),
                objectifs=form.get_objectifs(),
            )
        except FormationRefusee as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Le programme est composé\u00a0: voyez ce que chaque demi-journée contient.")
            return redirect("formation:programme_detail", espace_uuid, programme.pk)
    context = build_contexte_organisme(request, membre, "programme_list", form=form)
    context["fil"].append(("Programmes", reverse("formation:programme_list", args=[espace_uuid])))
    return render(request, "formation/programme_create.html", context)
