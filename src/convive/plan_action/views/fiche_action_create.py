"""A new action, in half a minute: a title, a place; the rest is written on its page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.arbre import create_fiche
from convive.plan_action.forms.arbre import FicheCreateForm, build_choix_places
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.plan_action.views.gestes_arbre import find_element
from convive.socle.uuids import parse_uuids


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def fiche_action_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    dossier = require_dossier(membre, ctg_uuid)
    form = FicheCreateForm(
        request.POST if request.method == "POST" else None,
        places=build_choix_places(list_noeuds(dossier), (), "Sans place, pour l’instant"),
        thematiques=[(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(membre)],
        initial={"vers": request.GET.get("vers", "")},
    )
    if form.is_valid() and (fiche := _submit(membre, dossier, form)):
        messages.success(request, "Action créée, à préparer. Complétez-la quand vous voulez.")
        return redirect("plan_action:fiche_action_detail", espace_uuid, fiche.pk)
    context = build_contexte_arbre(request, membre, "fiche_action_create", dossier, form=form)
    return render(request, "plan_action/fiche_action_create.html", context)


def _submit(membre: Membre, dossier: DossierPlan, form: FicheCreateForm) -> FicheAction | None:
    sorte, _, cle = form.cleaned_data["vers"].partition(":")
    noeud = find_element(membre, dossier, sorte, cle)
    themes = parse_uuids(form.cleaned_data["thematiques"])
    if membre.limites.thematiques and not set(themes) & membre.limites.thematiques:
        form.add_error("thematiques", "Choisissez une des vôtres\u00a0: sans cela, vous ne liriez pas cette action.")
        return None
    try:
        return create_fiche(
            by=membre.compte,
            ctg=dossier.ctg,
            titre=form.cleaned_data["titre"],
            noeud=noeud if isinstance(noeud, NoeudPlan) else None,
            thematiques=themes,
        )
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return None
