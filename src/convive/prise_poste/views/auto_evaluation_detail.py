"""One self-assessment, as it was that day: its author shares it, takes it back, erases it; who it is shared with reads
it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.evaluation import delete_evaluation, reopen_evaluation, update_partage_evaluation
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.competences import EvaluationLue, build_comparaison
from convive.prise_poste.selectors.contenus import get_grille
from convive.prise_poste.views.acces import get_evaluation_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def auto_evaluation_detail(request: HttpRequest, espace_uuid: UUID, evaluation_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    lue = get_evaluation_or_404(membre, evaluation_uuid)
    is_sienne = lue.evaluation.compte_id == membre.compte_id
    if request.method == "POST":
        if not is_sienne:
            raise PermissionDenied("Seule la personne qui l’a faite la partage ou la supprime.")
        try:
            return _write(request, membre, lue, request.POST.get("geste", ""))
        except PosteRefuse as refus:
            messages.warning(request, str(refus))
    if is_sienne and not lue.evaluation.is_terminee:
        return redirect("prise_poste:auto_evaluation_update", espace_uuid, evaluation_uuid)
    courante = "auto_evaluation_list" if is_sienne else "parcours_list"
    context = build_contexte_poste(request, membre, courante, lue=lue, is_sienne=is_sienne, grille=get_grille())
    context["comparaison"] = build_comparaison([lue])
    return render(request, "prise_poste/auto_evaluation_detail.html", context)


def _write(request: HttpRequest, membre: Membre, lue: EvaluationLue, geste: str) -> HttpResponse:
    evaluation, by = lue.evaluation, membre.compte
    if geste == "supprimer":
        delete_evaluation(by=by, evaluation=evaluation)
        messages.success(request, "L’auto-évaluation est effacée, pour tout le monde.")
        return redirect("prise_poste:auto_evaluation_list", membre.espace_id)
    if geste == "rouvrir":
        reopen_evaluation(by=by, evaluation=evaluation)
        messages.success(request, "Elle est rouverte.")
        return redirect("prise_poste:auto_evaluation_update", membre.espace_id, evaluation.pk)
    if geste not in ("partager", "reprendre"):
        raise Http404("Ce geste n’existe pas.")
    update_partage_evaluation(by=by, evaluation=evaluation, is_partage=geste == "partager")
    phrase = "La direction peut la lire." if geste == "partager" else "Elle n’est plus partagée."
    messages.success(request, phrase)
    return redirect("prise_poste:auto_evaluation_detail", membre.espace_id, evaluation.pk)
