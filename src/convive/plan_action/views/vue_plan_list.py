"""The views of the plan that one kept: keep one more, rename, open the plan on it, forget it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.vue import create_vue, delete_vue, update_colonnes, update_vue
from convive.plan_action.forms.vue import VueForm
from convive.plan_action.models import VuePlan
from convive.plan_action.permissions import can_create_vue, can_update_fiches, can_update_vue
from convive.plan_action.rules.criteres import list_choisis
from convive.plan_action.rules.liste import HABITUELLES, format_colonnes, parse_colonnes
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.vues_gardees import get_vue, list_vues
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.socle.uuids import parse_uuid

ICI = "plan_action:vue_plan_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def vue_plan_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_vue)
    dossier = require_dossier(membre, ctg_uuid)
    if request.method == "POST" and request.POST.get("geste") == "colonnes":
        return _show_colonnes(request, membre, dossier)
    rows = list_vues(membre)
    wanted = parse_uuid(request.POST.get("vue", ""))
    forms = {vue.pk: _build_form(request, membre, vue, is_envoi=vue.pk == wanted) for vue in rows}
    nouveau = VueForm(request.POST if _is_creation(request) else None, peut_partager=can_update_fiches(membre))
    if request.method == "POST":
        vue = get_vue(membre, wanted)
        if answer := _submit(request, membre, dossier, vue, forms[vue.pk] if vue else nouveau):
            return answer
    context = build_contexte_arbre(request, membre, "plan_detail", dossier, nouveau=nouveau)
    context |= {"lignes": [(vue, forms[vue.pk] if can_update_vue(membre, vue) else None) for vue in rows]}
    context |= {"choix": request.POST.get("choix", ""), "is_creation": _is_creation(request)}
    return render(request, "plan_action/vue_plan_list.html", context)


def _show_colonnes(request: HttpRequest, membre: Membre, dossier: DossierPlan) -> HttpResponse:
    """Keep the columns that this person wants, then the list as it was, with them."""
    colonnes = parse_colonnes(request.POST.getlist("colonnes"))
    update_colonnes(by=membre.compte, espace=membre.espace, colonnes=colonnes)
    choix = list_choisis(QueryDict(request.POST.get("choix", "")).dict().items())
    choix["colonnes"] = format_colonnes(colonnes or HABITUELLES)
    url = reverse("plan_action:plan_detail", args=[membre.espace_id, dossier.ctg.pk])
    return redirect(f"{url}?{urlencode(choix)}")


def _is_creation(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("geste") == "garder"


def _build_form(request: HttpRequest, membre: Membre, vue: VuePlan, *, is_envoi: bool) -> VueForm:
    champs = {champ: getattr(vue, champ) for champ in ("nom", "partagee", "par_defaut")}
    is_modification = is_envoi and request.POST.get("geste") == "modifier"
    return VueForm(
        request.POST if is_modification else None,
        peut_partager=can_update_fiches(membre),
        initial=champs,
        auto_id=f"id_{vue.pk.hex}_%s",
    )


def _submit(
    request: HttpRequest, membre: Membre, dossier: DossierPlan, vue: VuePlan | None, form: VueForm
) -> HttpResponse | None:
    """What to answer; None when something has to be corrected: the form says what."""
    geste, args = request.POST.get("geste", ""), [membre.espace_id, dossier.ctg.pk]
    if geste not in ("garder", "modifier", "supprimer") or (vue is None and geste != "garder"):
        raise Http404("Cette vue n’existe plus, ou n’est pas à vous.")
    if vue is not None and not can_update_vue(membre, vue):
        raise PermissionDenied("Cette vue est à l’espace : l’équipe seule la change.")
    if vue is not None and geste == "supprimer":
        delete_vue(by=membre.compte, vue=vue)
        messages.success(request, "La vue est supprimée.")
        return redirect(ICI, *args)
    if not form.is_valid():
        return None
    try:
        return _save(request, membre, vue, form.get_saisie(), args)
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return None


def _save(
    request: HttpRequest, membre: Membre, vue: VuePlan | None, saisie: dict[str, Any], args: list[UUID]
) -> HttpResponse:
    if vue is not None:
        update_vue(by=membre.compte, vue=vue, **saisie)
        messages.success(request, "La vue est enregistrée.")
        return redirect(ICI, *args)
    choix = list_choisis(QueryDict(request.POST.get("choix", "")).dict().items())
    vue = create_vue(by=membre.compte, espace=membre.espace, parametres=choix, **saisie)
    messages.success(request, f"La vue «\u00a0{vue}\u00a0» est gardée.")
    return redirect(f"{reverse('plan_action:plan_detail', args=args)}?vue={vue.pk}")
