"""« Entre pairs », from any entrance: who offers to help, one's own offer, and one's own settings."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from convive.formation.actions.pair import delete_aide, delete_pair, update_aide, update_pair
from convive.formation.forms.pairs import AidePairForm, ReglagePairForm, ThemePairForm
from convive.formation.models import Pair
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.pairs import get_themes, list_aides
from convive.formation.views.visite_pairs import VisitePairs, build_contexte_pairs
from convive.socle.formulaires import explain_refus
from convive.ui.pagination import build_parametres


def answer_annuaire(request: HttpRequest, visite: VisitePairs) -> str | dict[str, Any]:
    """The context of the page, or the URL to redirect to after an action."""
    if not visite.is_lecture:
        return visite.get_url("question_list")
    geste = request.POST.get("geste", "") if request.method == "POST" and visite.peut_ecrire else ""
    context: dict[str, Any] = {"filtres": ThemePairForm(request.GET)}
    if pair := visite.pair:
        proposes = visite.list_transmis() if visite.list_transmis and "grille" in request.GET else []
        aide = AidePairForm(request.POST if geste == "aider" else None, pair=pair, proposes=proposes)
        reglages = ReglagePairForm(request.POST if geste == "regler" else None, pair=pair)
        if suite := _do_annuaire(visite, pair, geste, aide, reglages):
            return suite
        context |= {"aide": aide, "reglages": reglages, "proposes": [get_themes()[cle] for cle in proposes]}
        context |= {"is_grille": "grille" in request.GET, "has_grille": visite.list_transmis is not None}
    liste, aides = list_aides(visite.espace, request.GET.get("theme", ""), request.GET.get("page", "1"))
    context |= {"liste": liste, "aides": aides, "parametres": build_parametres(request.GET)}
    context["is_filtree"] = bool(request.GET.get("theme"))
    return build_contexte_pairs(request, visite, "pair_list", **context)


def _do_annuaire(
    visite: VisitePairs, pair: Pair, geste: str, aide: AidePairForm, reglages: ReglagePairForm
) -> str | None:
    """Perform an action and return the URL to redirect to; None if there is nothing to do, or something to correct."""
    annuaire = visite.get_url("pair_list")
    try:
        if geste == "sortir":
            delete_pair(pair=pair)
            return f"{visite.get_url('question_list')}?fait=sortie"
        if geste == "retirer":
            delete_aide(pair=pair)
            return f"{annuaire}?fait=sans_aide"
        if geste == "aider" and aide.is_valid():
            update_aide(pair=pair, now=timezone.now(), **aide.get_valeurs())
            return f"{annuaire}?fait=aide"
        if geste == "regler" and reglages.is_valid():
            update_pair(pair=pair, **reglages.get_valeurs())
            return f"{annuaire}?fait=reglages"
    except FormationRefusee as refus:
        explain_refus(aide, refus)
    return None
