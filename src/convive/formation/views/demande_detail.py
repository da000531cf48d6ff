"""A request: what is needed, the draft that it leads to, what was done of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.actions.demande import close_demande, create_programme_demande, reopen_demande
from convive.formation.forms.demande import SuiteForm
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.demande import get_demande
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def demande_detail(request: HttpRequest, espace_uuid: UUID, demande_uuid: UUID) -> HttpResponse:
    """`geste`: programme, rouvrir; without one, the form that says what was done of it."""
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    lue = get_demande(membre, demande_uuid)
    if lue is None:
        raise Http404("Cette demande n’est pas dans cet espace.")
    geste, form = request.POST.get("geste", ""), SuiteForm(initial={"suite": lue.demande.suite})
    try:
        if geste == "programme":
            programme = create_programme_demande(by=membre.compte, demande=lue.demande)
            messages.success(request, "Le brouillon est prêt\u00a0: relisez-le avec l’organisation.")
            return redirect("formation:programme_detail", espace_uuid, programme.pk)
        if geste == "rouvrir":
            reopen_demande(by=membre.compte, demande=lue.demande)
            return redirect("formation:demande_detail", espace_uuid, demande_uuid)
        if request.method == "POST":
            form = SuiteForm(request.POST)
            if form.is_valid():
                close_demande(by=membre.compte, demande=lue.demande, suite=form.cleaned_data["suite"])
                messages.success(request, "La demande est classée, avec sa suite.")
                return redirect("formation:demande_list", espace_uuid)
    except FormationRefusee as refus:
        if form.is_bound:
            form.explain_refus(refus)
        else:
            messages.warning(request, str(refus))
    context = build_contexte_organisme(request, membre, "demande_list", lue=lue, demande=lue.demande, form=form)
    context["fil"].append(("Demandes", reverse("formation:demande_list", args=[espace_uuid])))
    return render(request, "formation/demande_detail.html", context)
