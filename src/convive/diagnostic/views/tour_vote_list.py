"""The votes on the enjeux: open one, close it, copy the ballots filled on paper."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.vote import build_bulletin_papier, close_tour, create_tour
from convive.diagnostic.forms.enjeu import PapierForm, TourForm
from convive.diagnostic.models import TourVote
from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import count_bulletins, list_tours
from convive.diagnostic.views.enjeu_acces import PAGE_VOTER, PAGE_VOTES, build_contexte_enjeux
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404

SEL_PAPIER = "convive.diagnostic.bulletin"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def tour_vote_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    is_lecture = request.method in ("GET", "HEAD")
    membre = get_membre_or_404(request, espace_uuid, can_list_enjeux if is_lecture else can_decide_enjeux)
    tours, geste = list_tours(membre), request.POST.get("geste", "")
    ouvert = next((tour for tour in tours if tour.is_ouvert), None)
    form = TourForm(request.POST if geste == "ouvrir" else None)
    papier = PapierForm(request.POST if geste == "papier" else None, is_anonyme=ouvert is None or ouvert.is_anonyme)
    try:
        if suite := _submit(membre, geste, ouvert, form, papier):
            if suite[1]:
                messages.success(request, suite[1])
            return redirect(suite[0])
    except DiagnosticRefuse as refus:
        # While a vote is open, the form that opens another one is not shown.
        if form.is_bound and ouvert is None:
            form.add_error(None, list(refus.messages))
        else:
            messages.error(request, str(refus))
    context = build_contexte_enjeux(request, membre, PAGE_VOTES, form=form, papier=papier, ouvert=ouvert)
    counts = count_bulletins(tours)
    context["tours"] = [(tour, counts.get(tour.pk, 0)) for tour in tours]
    return render(request, "diagnostic/tour_vote_list.html", context)


def _submit(
    membre: Membre, geste: str, ouvert: TourVote | None, form: TourForm, papier: PapierForm
) -> tuple[str, str] | None:
    """Where to go once the gesture is done, and the sentence that says it; None when there is nothing to do."""
    ici = reverse(PAGE_VOTES, args=[membre.espace_id])
    if geste == "ouvrir" and form.is_valid():
        create_tour(by=membre.compte, espace=membre.espace, **form.cleaned_data)
        return ici, "Le vote est ouvert : les élu·es le trouvent sous « Voter »."
    if geste == "clore" and ouvert is not None:
        close_tour(by=membre.compte, tour=ouvert)
        return ici, "Le vote est clos : ses résultats sont visibles de tous."
    if geste == "papier" and ouvert is not None and papier.is_valid():
        bulletin = build_bulletin_papier(ouvert, papier.cleaned_data.get("nom", ""))
        jeton = signing.dumps([str(ouvert.pk), bulletin.cle, bulletin.nom], salt=SEL_PAPIER)
        return f"{reverse(PAGE_VOTER, args=[membre.espace_id])}?bulletin={jeton}", ""
    return None
