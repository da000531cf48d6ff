"""Before and after: the posts of two chosen days, drawn and in tables, to print or to take away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.exports import CLE_AVANT_APRES
from convive.acteurs.exports.dessin import draw_avant_apres
from convive.acteurs.exports.postes import build_choix
from convive.acteurs.forms.poste import DeuxJoursForm
from convive.acteurs.permissions import can_list_acteurs
from convive.acteurs.rules.postes import compare_postes, get_jours_usuels
from convive.acteurs.selectors.poste import list_postes_lus
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.poste_list import PAGE_POSTES
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def poste_comparaison(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    postes = list_postes_lus(membre)
    form = DeuxJoursForm(request.GET, usuels=get_jours_usuels(postes, timezone.localdate()))
    jours = form.get_jours()
    comparaison = compare_postes(postes, *jours)
    context = build_contexte_acteurs(request, membre, PAGE_POSTES, form=form, comparaison=comparaison)
    context |= {"dessin": draw_avant_apres(comparaison), "choix": build_choix(*jours), "document": CLE_AVANT_APRES}
    context["formats"] = ("docx", "odt", "pdf")
    return render(request, "acteurs/poste_comparaison.html", context)
