"""The point of the quarter: whom one asks where their actions are, who answered, what waits to be read over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.public import build_url_lien
from convive.plan_action.actions.point import close_demande, submit_points
from convive.plan_action.forms.point import DemandeForm
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.point import format_trimestre, get_debut_trimestre
from convive.plan_action.selectors.catalogue import get_jours_relance
from convive.plan_action.selectors.point import LignePilote, list_pilotes, list_reponses_a_relire
from convive.plan_action.views.acces import build_contexte_arbre, get_dossier_or_404
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid

PAGE = "plan_action:point_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def point_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    dossier = get_dossier_or_404(membre, None)
    today = timezone.localdate()
    lignes = list_pilotes(membre, dossier.ctg, today) if dossier else []
    if request.method == "POST" and request.POST.get("geste") == "clore":
        return _close(request, membre, lignes)
    form = DemandeForm(
        request.POST if request.method == "POST" else None,
        choix=[(str(ligne.personne.pk), str(ligne.personne)) for ligne in lignes if ligne.is_a_demander],
    )
    if form.is_valid():
        chosen = [ligne for ligne in lignes if str(ligne.personne.pk) in form.cleaned_data["personnes"]]
        made, left = submit_points(
            by=membre, lignes=chosen, build_url=build_url_lien(request), mot=form.cleaned_data["mot"]
        )
        _say_sent(request, made, left)
        return redirect(PAGE, espace_uuid)
    context = build_contexte_arbre(
        request,
        membre,
        "point_list",
        dossier,
        form=form,
        lignes=lignes,
        reponses=list_reponses_a_relire(membre),
        trimestre=format_trimestre(get_debut_trimestre(today)),
        relances=get_jours_relance(today),
        **_count(lignes),
    )
    return render(request, "plan_action/point_list.html", context)


def _count(lignes: list[LignePilote]) -> dict[str, Any]:
    return {
        "a_demander": sum(ligne.is_a_demander for ligne in lignes),
        "attendues": sum(ligne.is_attendue for ligne in lignes),
        "repondues": sum(ligne.repondu_le is not None for ligne in lignes),
        "sans_adresse": sum(not ligne.personne.email for ligne in lignes),
    }


def _close(request: HttpRequest, membre: Membre, lignes: list[LignePilote]) -> HttpResponse:
    wanted = parse_uuid(request.POST.get("demande", ""))
    demande = next((ligne.demande for ligne in lignes if ligne.demande and ligne.demande.pk == wanted), None)
    if demande is not None:
        close_demande(by=membre, demande=demande)
        messages.success(request, "Plus aucun rappel ne partira, et le lien ne sert plus.")
    return redirect(PAGE, membre.espace_id)


def _say_sent(request: HttpRequest, made: int, left: int) -> None:
    if left:
        messages.warning(
            request,
            f"Le serveur d’envoi ne répond pas\u00a0: {nombre_accorde(left, 'lien')} à envoyer de nouveau, "
            "depuis les liens envoyés.",
        )
    else:
        messages.success(request, f"{nombre_accorde(made, 'lien envoyé', 'liens envoyés')}.")
