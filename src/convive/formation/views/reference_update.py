"""Correct a reference that documents print, or a duration, from a day on."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.organisme import delete_reference, update_reference
from convive.formation.forms.organisme import ReferenceForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.references import get_reference
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def reference_update(request: HttpRequest, espace_uuid: UUID, cle: str) -> HttpResponse:
    """`geste=revenir` goes back to what ships."""
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    today = timezone.localdate()
    try:
        reference = get_reference(membre.espace, cle, today)
    except KeyError:
        raise Http404("Cette référence n’existe pas.") from None
    if request.POST.get("geste") == "revenir":
        delete_reference(by=membre.compte, espace=membre.espace, reference=reference)
        messages.success(request, "Ce que Convive propose est de nouveau en vigueur.")
        return redirect("formation:organisme_update", espace_uuid)
    form = ReferenceForm(request.POST if request.method == "POST" else None, reference=reference, today=today)
    if form.is_valid():
        try:
            update_reference(by=membre.compte, espace=membre.espace, reference=reference, **form.get_valeurs())
        except FormationRefusee as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, f"«\u00a0{reference.nom}\u00a0» est enregistré.")
            return redirect("formation:organisme_update", espace_uuid)
    context = build_contexte_organisme(request, membre, "organisme_update", form=form, reference=reference)
    context["fil"].append(("Réglages", reverse("formation:organisme_update", args=[espace_uuid])))
    return render(request, "formation/reference_update.html", context)
