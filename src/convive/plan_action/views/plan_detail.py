"""The plan d’actions of a CTG, grouped as its tree is."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT
from convive.plan_action.forms.filtres import FiltresPlanForm, build_choix_qui
from convive.plan_action.forms.vue import VueForm
from convive.plan_action.permissions import can_create_vue, can_list_plan, can_update_fiches
from convive.plan_action.rules.lot import LIBELLES_GESTES
from convive.plan_action.selectors.arbre import build_vue, explain_plan, list_noeuds
from convive.plan_action.selectors.choix_liste import ChoixListe, get_choix_liste
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.vues_gardees import VueGardee, get_defaut, get_vue
from convive.plan_action.views.acces import build_contexte_arbre, build_url_fiche, get_dossier_or_404
from convive.plan_action.views.annulation_lot import get_annulation_lot
from convive.plan_action.views.fiches_update import list_gestes
from convive.plan_action.views.mise_en_page import MiseEnPage, read_mise_en_page
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

CHAPEAU = "Ce que la CTG met en œuvre : qui porte quoi, où on en est."
SANS_VUE = "aucune"
"""In the address: the whole plan, whatever the view on which it opens."""


@login_required
@require_safe
def plan_detail(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    if dossier is None:
        context = build_contexte_arbre(request, membre, "plan_detail", dossier, chapeau=CHAPEAU)
        return render(request, "plan_action/plan_detail.html", context)
    choix = get_choix_liste(membre, dossier.ctg)
    if adresse := _find_adresse(request, membre, dossier, choix.vues):
        return redirect(adresse)
    context = build_contexte_arbre(request, membre, "plan_detail", dossier, chapeau=CHAPEAU)
    context |= _build_liste(request, membre, dossier, choix)
    context |= _build_vues(request, membre, dossier, choix.vues, context["mise"])
    return render(request, "plan_action/plan_detail.html", context)


def _find_adresse(request: HttpRequest, membre: Membre, dossier: DossierPlan, vues: list[VueGardee]) -> str:
    """Where a view that is asked, or on which the plan opens, shows its choices; empty when the address has them."""
    asked = request.GET.get("vue", "")
    if set(request.GET) - {"vue"} or asked == SANS_VUE:
        return ""
    defaut = get_defaut(vues)
    vue = get_vue(membre, parse_uuid(asked) if asked else (defaut.uuid if defaut else None))
    url = reverse("plan_action:plan_detail", args=[membre.espace_id, dossier.ctg.pk])
    if vue is None:
        return f"{url}?vue={SANS_VUE}" if asked else ""
    # Without any choice the address would come back here.
    return f"{url}?{urlencode({**vue.parametres, 'vue': str(vue.pk), 'page': '1'})}"


def _build_vues(
    request: HttpRequest, membre: Membre, dossier: DossierPlan, vues: list[VueGardee], mise: MiseEnPage
) -> dict[str, Any]:
    peut_garder = can_create_vue(membre) and not membre.espace.is_expire
    form = VueForm(peut_partager=can_update_fiches(membre), auto_id="id_vue_%s") if peut_garder else None
    has_defaut = get_defaut(vues) is not None
    return {
        "vues": vues,
        "gestes_lot": _list_gestes(membre),
        "annulation": get_annulation_lot(request, dossier),
        "vue_courante": parse_uuid(request.GET.get("vue", "")),
        "form_vue": form,
        "choix": mise.choix,
        "peut_garder": peut_garder,
        # Where one sees everything: the bare address opens on a view when there is one by default.
        "url_tout": reverse("plan_action:plan_detail", args=[membre.espace_id, dossier.ctg.pk])
        + (f"?vue={SANS_VUE}" if has_defaut else ""),
    }


def _list_gestes(membre: Membre) -> list[tuple[str, str]]:
    """What one may do to the actions that are ticked; nothing for whoever only reads."""
    if membre.espace.is_expire or not can_update_fiches(membre):
        return []
    return [(geste.value, LIBELLES_GESTES[geste]) for geste in list_gestes(membre)]


def _build_liste(request: HttpRequest, membre: Membre, dossier: DossierPlan, choix: ChoixListe) -> dict[str, Any]:
    noeuds = list_noeuds(dossier)
    form = FiltresPlanForm(
        request.GET,
        noeuds=noeuds,
        nom_niveau=dossier.niveaux[0].nom_singulier if dossier.niveaux else "",
        thematiques=choix.thematiques,
        communes=get_noms_perimetre(membre),
        qui=build_choix_qui(choix.pilotes, choix.organisations),
    )
    criteres, tri = form.get_criteres(), form.get_tri()
    vue = build_vue(membre, dossier, criteres, request.GET.get("page", ""), noeuds, tri)
    # The routes are searched once for two hundred links.
    url = build_url_fiche(membre.espace_id)
    places = {noeud.pk: str(noeud) for _, noeud in noeuds}
    url_statut = url if can_update_fiches(membre) and not membre.espace.is_expire else ""
    return {
        "form": form,
        "vue": vue,
        "chapeau": explain_plan(vue.total, dossier, noeuds) if vue.total.total else CHAPEAU,
        "is_filtree": not criteres.is_vide,
        "is_a_garder": not criteres.is_vide or tri is not None or "colonnes" in request.GET,
        "abandonnees": vue.total.statuts.get("abandonnee", 0) if not criteres.statut else 0,
        "parametres": build_parametres(request.GET),
        "url_fiche": url,
        "mise": read_mise_en_page(request.GET, tri, choix.colonnes, url_statut, places),
        "formats_tableur": FORMATS_EXPORT,
    }
