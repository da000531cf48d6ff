"""The grid: it is saved as one goes, line by line, and finished when one says so."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.evaluation import close_evaluation, update_reponses
from convive.prise_poste.forms.evaluation import GrilleForm
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.competences import EvaluationLue, get_evaluation
from convive.prise_poste.selectors.contenus import get_grille
from convive.prise_poste.views.acces import get_evaluation_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste
from convive.socle.requetes import is_fragment

GABARIT = "prise_poste/auto_evaluation_update.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def auto_evaluation_update(request: HttpRequest, espace_uuid: UUID, evaluation_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    lue = get_evaluation_or_404(membre, evaluation_uuid, is_sienne=True)
    if lue.evaluation.is_terminee:
        return redirect("prise_poste:auto_evaluation_detail", espace_uuid, evaluation_uuid)
    form = GrilleForm(request.POST if request.method == "POST" else None, lue=lue)
    is_garde = False
    if form.is_valid():
        try:
            if (answer := _save(request, membre, lue, form)) is not None:
                return answer
            is_garde, lue = True, get_evaluation(membre, evaluation_uuid) or lue
        except PosteRefuse as refus:
            form.explain_refus(refus)
    context = build_contexte_poste(request, membre, "auto_evaluation_list", form=form, lue=lue, is_garde=is_garde)
    context |= {"grille": get_grille(), "total": len(get_grille().items), "url": request.path}
    gabarit = f"{GABARIT}#etat" if request.method == "POST" and is_fragment(request) else GABARIT
    return render(request, gabarit, context)


def _save(request: HttpRequest, membre: Membre, lue: EvaluationLue, form: GrilleForm) -> HttpResponse | None:
    """None when a line was kept by the page itself, which stays where it is."""
    update_reponses(by=membre.compte, evaluation=lue.evaluation, reponses=form.get_reponses())
    if is_fragment(request):
        return None
    if request.POST.get("geste") == "terminer":
        close_evaluation(by=membre.compte, evaluation=lue.evaluation)
        messages.success(request, "Votre auto-évaluation est terminée. Elle n’est lue que de vous.")
        return redirect("prise_poste:auto_evaluation_list", membre.espace_id)
    messages.success(request, "Vos réponses sont enregistrées.")
    return redirect("prise_poste:auto_evaluation_update", membre.espace_id, lue.evaluation.pk)
