"""The views of the plan that one kept: keep one more, rename, open the plan on it, forget it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.utils.http import urlencode

from convive.espaces.views.page import Page, Rendu
from convive.plan_action.actions.vue import create_vue, delete_vue, update_colonnes, update_vue
from convive.plan_action.forms.vue import VueForm
from convive.plan_action.models import VuePlan
from convive.plan_action.permissions import can_create_vue, can_update_fiches, can_update_vue
from convive.plan_action.rules.criteres import list_choisis
from convive.plan_action.rules.liste import HABITUELLES, format_colonnes, parse_colonnes
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.vues_gardees import get_vue, list_vues
from convive.plan_action.views.rubrique import PLAN, build_pages, build_pages_ctg
from convive.socle.formulaires import explain_refus
from convive.socle.uuids import parse_uuid

ICI = "plan_action:vue_plan_list"
pages = build_pages()
ctg = build_pages_ctg(pages)


@ctg.sous("vues/", onglet=PLAN).ecriture("", droit=can_create_vue)
def vue_plan_list(page: Page, dossier: DossierPlan) -> Rendu:
    if page.geste == "colonnes":
        return _show_colonnes(page, dossier)
    rows = list_vues(page.membre)
    wanted = parse_uuid(page.request.POST.get("vue", ""))
    forms = {vue.pk: _build_form(page, vue, is_envoi=vue.pk == wanted) for vue in rows}
    is_creation = page.geste == "garder"
    nouveau = VueForm(page.data if is_creation else None, peut_partager=can_update_fiches(page.membre))
    if page.is_envoi:
        vue = get_vue(page.membre, wanted)
        if answer := _submit(page, dossier, vue, forms[vue.pk] if vue else nouveau):
            return answer
    return {
        "nouveau": nouveau,
        "lignes": [(vue, forms[vue.pk] if can_update_vue(page.membre, vue) else None) for vue in rows],
        "choix": page.request.POST.get("choix", ""),
        "is_creation": is_creation,
    }


def _show_colonnes(page: Page, dossier: DossierPlan) -> HttpResponse:
    """Keep the columns that this person wants, then the list as it was, with them."""
    colonnes = parse_colonnes(page.request.POST.getlist("colonnes"))
    update_colonnes(by=page.compte, espace=page.espace, colonnes=colonnes)
    choix = _read_choix(page)
    choix["colonnes"] = format_colonnes(colonnes or HABITUELLES)
    return page.redirect(f"{page.get_url(PLAN, dossier.ctg.pk)}?{urlencode(choix)}")


def _read_choix(page: Page) -> dict[str, str]:
    return list_choisis(QueryDict(page.request.POST.get("choix", "")).dict().items())


def _build_form(page: Page, vue: VuePlan, *, is_envoi: bool) -> VueForm:
    return VueForm(
        page.data if is_envoi and page.geste == "modifier" else None,
        peut_partager=can_update_fiches(page.membre),
        initial={champ: getattr(vue, champ) for champ in ("nom", "partagee", "par_defaut")},
        auto_id=f"id_{vue.pk.hex}_%s",
    )


def _submit(page: Page, dossier: DossierPlan, vue: VuePlan | None, form: VueForm) -> HttpResponse | None:
    """What to answer; None when something has to be corrected: the form says what."""
    geste = page.geste
    if geste not in ("garder", "modifier", "supprimer") or (vue is None and geste != "garder"):
        raise Http404("Cette vue n’existe plus, ou n’est pas à vous.")
    if vue is not None and not can_update_vue(page.membre, vue):
        raise PermissionDenied("Cette vue est partagée avec l’espace\u00a0: seule l’équipe peut la modifier.")
    if vue is not None and geste == "supprimer":
        delete_vue(by=page.compte, vue=vue)
        return page.redirect(page.get_url(ICI, dossier.ctg.pk), "La vue est supprimée.")
    if not form.is_valid():
        return None
    try:
        return _save(page, dossier, vue, form.get_saisie())
    except PlanRefuse as refus:
        explain_refus(form, refus)
        return None


def _save(page: Page, dossier: DossierPlan, vue: VuePlan | None, saisie: dict[str, Any]) -> HttpResponse:
    if vue is not None:
        update_vue(by=page.compte, vue=vue, **saisie)
        return page.redirect(page.get_url(ICI, dossier.ctg.pk), "La vue est enregistrée.")
    vue = create_vue(by=page.compte, espace=page.espace, parametres=_read_choix(page), **saisie)
    url = f"{page.get_url(PLAN, dossier.ctg.pk)}?vue={vue.pk}"
    return page.redirect(url, f"La vue «\u00a0{vue}\u00a0» est enregistrée.")
