"""Note the enjeux, one on each screen: on a phone, by an élu·e; or from a ballot filled on paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.vote import Bulletin, build_bulletin, record_votes
from convive.diagnostic.forms.enjeu import NotesForm
from convive.diagnostic.models import Enjeu, TourVote
from convive.diagnostic.permissions import can_create_vote, can_decide_enjeux
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import get_tour_ouvert, list_enjeux_a_noter, read_bulletin
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, PAGE_VOTER, build_contexte_enjeux
from convive.diagnostic.views.tour_vote_list import SEL_PAPIER
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def vote_create(request: HttpRequest, espace_uuid: UUID, enjeu_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, _can_open)
    tour, enjeux = get_tour_ouvert(membre), list_enjeux_a_noter(membre)
    bulletin = _read_bulletin(request, membre, tour) if tour else None
    if tour is None or bulletin is None or not enjeux:
        context = build_contexte_enjeux(request, membre, PAGE_VOTER, tour=tour, enjeu=None)
        return render(request, "diagnostic/vote_create.html", context)
    notes = read_bulletin(tour, bulletin.cle)
    criteres = list(tour.criteres.all())
    enjeu = _choose(enjeux, enjeu_uuid, notes, len(criteres))
    form = NotesForm(
        request.POST if request.method == "POST" else None, criteres=criteres, notes=notes.get(enjeu.pk, {})
    )
    if form.is_valid():
        try:
            record_votes(tour=tour, enjeu=enjeu, bulletin=bulletin, notes=form.get_notes())
            return redirect(_get_suite(request, membre, enjeux, enjeu))
        except DiagnosticRefuse as refus:
            form.add_error(None, list(refus.messages))
    context = build_contexte_enjeux(request, membre, PAGE_VOTER, tour=tour, enjeu=enjeu, form=form, bulletin=bulletin)
    return render(request, "diagnostic/vote_create.html", context | _build_fil(request, enjeux, enjeu, notes, criteres))


def _can_open(membre: Membre) -> bool:
    """Whoever votes, and whoever copies the ballots filled on paper."""
    return can_create_vote(membre) or can_decide_enjeux(membre)


def _read_bulletin(request: HttpRequest, membre: Membre, tour: TourVote) -> Bulletin | None:
    """That of the page for a ballot on paper, else that of the member; None for whoever does not vote."""
    if jeton := request.GET.get("bulletin", ""):
        try:
            tour_uuid, cle, nom = signing.loads(jeton, salt=SEL_PAPIER)
        except signing.BadSignature:
            raise Http404("Ce bulletin n’existe pas.") from None
        if not can_decide_enjeux(membre) or tour_uuid != str(tour.pk):
            raise Http404("Ce bulletin n’est pas de ce vote.")
        return Bulletin(cle, None, nom)
    return build_bulletin(tour, membre.compte) if can_create_vote(membre) else None


def _choose(enjeux: list[Enjeu], uuid: UUID | None, notes: dict[UUID, dict[object, int]], total: int) -> Enjeu:
    """The one of the address; without one, the first that is not complete."""
    if uuid is not None:
        found = next((enjeu for enjeu in enjeux if enjeu.pk == uuid), None)
        if found is None:
            raise Http404("Cet enjeu n’est pas à noter.")
        return found
    return next((enjeu for enjeu in enjeux if len(notes.get(enjeu.pk, {})) < total), enjeux[0])


def _get_url(request: HttpRequest, membre_espace: UUID, enjeu: Enjeu) -> str:
    jeton = request.GET.get("bulletin", "")
    url = reverse("diagnostic:vote_create", args=[membre_espace, enjeu.pk])
    return f"{url}?bulletin={jeton}" if jeton else url


def _get_suite(request: HttpRequest, membre: Membre, enjeux: list[Enjeu], enjeu: Enjeu) -> str:
    """The next enjeu; after the last one, the list, with a sentence."""
    rang = enjeux.index(enjeu)
    if rang + 1 < len(enjeux):
        return _get_url(request, membre.espace_id, enjeux[rang + 1])
    messages.success(request, "Vous avez vu tous les enjeux. Vos notes se changent jusqu’à la clôture du vote.")
    return reverse(PAGE_ENJEUX, args=[membre.espace_id])


def _build_fil(
    request: HttpRequest, enjeux: list[Enjeu], enjeu: Enjeu, notes: dict[UUID, dict[object, int]], criteres: list[Any]
) -> dict[str, Any]:
    rang = enjeux.index(enjeu)
    return {
        "rang": rang + 1,
        "total": len(enjeux),
        "precedent": _get_url(request, enjeu.espace_id, enjeux[rang - 1]) if rang else "",
        "faits": sum(len(notes.get(row.pk, {})) == len(criteres) for row in enjeux),
        "adresse": _get_url(request, enjeu.espace_id, enjeu),
    }
