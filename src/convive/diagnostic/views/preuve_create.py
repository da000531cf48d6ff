"""Lay a piece of evidence beside a constat: a figure, words, a document, what someone saw."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.constat import SaisiePreuve, attach_preuve
from convive.diagnostic.exports.figures import list_figures
from convive.diagnostic.forms.constat import FigureConnueForm, FigureSaisieForm, ObservationForm
from convive.diagnostic.models import Constat
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.constat import list_choix_paroles, list_pieces_posees
from convive.diagnostic.views.fiche_acces import (
    PAGE_CONSTATS,
    build_contexte_constats,
    get_constat_or_404,
    get_parole_or_404,
)
from convive.documents.permissions import can_list_pieces_internes
from convive.documents.selectors.piece import list_pieces_objet
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def preuve_create(request: HttpRequest, espace_uuid: UUID, constat_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    constat = get_constat_or_404(membre, constat_uuid, with_carte=False)
    sorte = request.POST.get("sorte", "")
    forms = _build_forms(request, membre, constat, sorte)
    saisie, erreur = _read(request, membre, constat, forms), ""
    if saisie is not None:
        try:
            attach_preuve(by=membre.compte, constat=constat, saisie=saisie)
            messages.success(request, "La preuve est posée.")
            return redirect(reverse("diagnostic:constat_detail", args=[espace_uuid, constat_uuid]) + "#preuves")
        except DiagnosticRefuse as refus:
            erreur = str(refus)
    context = build_contexte_constats(request, membre, PAGE_CONSTATS, constat=constat, sorte=sorte, erreur=erreur)
    context |= {f"form_{nom}": form for nom, form in forms.items()}
    context |= _build_choix(request, membre, constat)
    return render(request, "diagnostic/preuve_create.html", context)


def _build_forms(request: HttpRequest, membre: Membre, constat: Constat, sorte: str) -> dict[str, Any]:
    def get_data(nom: str) -> Any:
        return request.POST if request.method == "POST" and sorte == nom else None

    noms = [thematique.nom for thematique in constat.thematiques.all()]
    figures = list_figures(membre, noms, timezone.localdate())
    return {
        # An indicator leads here with its name: it is chosen already.
        "chiffre": FigureConnueForm(get_data("chiffre"), figures=figures, choisie=request.GET.get("indicateur", "")),
        "saisie": FigureSaisieForm(get_data("saisie")),
        "observation": ObservationForm(get_data("observation")),
    }


def _build_choix(request: HttpRequest, membre: Membre, constat: Constat) -> dict[str, Any]:
    q = request.GET.get("q", "")
    pieces = list_pieces_objet(constat, with_internes=can_list_pieces_internes(membre))
    used = list_pieces_posees(constat) if pieces else frozenset()
    paroles = list_choix_paroles(membre, constat, q)
    return {"paroles": paroles, "q": q, "pieces": [piece for piece in pieces if piece.pk not in used]}


def _read(request: HttpRequest, membre: Membre, constat: Constat, forms: dict[str, Any]) -> SaisiePreuve | None:
    """What was chosen; None when there is something to correct."""
    if request.method != "POST":
        return None
    sorte, choix = request.POST.get("sorte", ""), parse_uuid(request.POST.get("choix", ""))
    if sorte in forms:
        form = forms[sorte]
        return form.get_saisie() if form.is_valid() else None
    if sorte == "parole" and choix:
        return SaisiePreuve(parole=get_parole_or_404(membre, choix))
    if sorte == "document" and choix:
        pieces = list_pieces_objet(constat, with_internes=can_list_pieces_internes(membre))
        piece = next((piece for piece in pieces if piece.pk == choix), None)
        return SaisiePreuve(piece=piece) if piece else None
    return None
