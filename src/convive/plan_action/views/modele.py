"""The library of model actions: find one by what it is about, or whom it is for; an action that starts from it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.plan_action.actions.modele import create_fiche_modele
from convive.plan_action.forms.modele import DepartModeleForm, FiltresModelesForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_list_plan, can_update_fiches
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.modeles import get_bibliotheque
from convive.plan_action.selectors.partenaires_modele import list_partenaires_modele
from convive.plan_action.views.rubrique import CTG, FICHE, MODELES, build_pages, get_dossier_or_404

pages = build_pages().sous("", onglet=MODELES)
ABSENT = "Ce modèle n’est pas dans la bibliothèque."


@pages.lecture("modeles/", f"{CTG}modeles/", droit=can_list_plan)
def modele_list(page: Page, ctg_uuid: UUID | None = None) -> dict[str, Any]:
    get_dossier_or_404(page, ctg_uuid)
    bibliotheque = get_bibliotheque()
    form = FiltresModelesForm(page.request.GET, bibliotheque)
    modeles, total = form.list_modeles(), len(bibliotheque.modeles)
    return {
        "form": form,
        "modeles": modeles,
        "total": total,
        "is_filtree": len(modeles) != total,
        "url_modeles": _get_url(page, ctg_uuid),
    }


@pages.ecriture("modeles/<slug:cle>/", f"{CTG}modeles/<slug:cle>/", droit=can_list_plan)
def modele_detail(page: Page, cle: str, ctg_uuid: UUID | None = None) -> Rendu:
    """One model on a page, and an action that starts from it."""
    modele = get_bibliotheque().by_cle.get(cle)
    if modele is None:
        raise Http404(ABSENT)
    dossier, url = get_dossier_or_404(page, ctg_uuid), _get_url(page, ctg_uuid)
    page.lead("Des modèles", url)
    if page.is_envoi and not can_update_fiches(page.membre):
        raise PermissionDenied
    if dossier is None and page.is_envoi:
        raise Http404("Un plan d’actions est celui d’une CTG, et cet espace n’en a pas encore.")
    contexte = {"modele": modele, "partenaires": list_partenaires_modele(page.membre, modele), "url_modeles": url}
    if dossier is None or not can_update_fiches(page.membre):
        return contexte | {"form": None}
    form = DepartModeleForm(page.data, noeuds=list_noeuds(dossier), today=page.today)

    def save() -> FicheAction:
        saisie, limites = form.get_saisie(), page.membre.limites
        return create_fiche_modele(by=page.compte, ctg=dossier.ctg, modele=modele, saisie=saisie, limites=limites)

    return Formulaire(
        form,
        save,
        fait="Votre action est prête à être adaptée : seule l’équipe la voit pour l’instant.",
        suite=lambda fiche: page.get_url(FICHE, fiche.pk),
        contexte=contexte,
    )


def _get_url(page: Page, ctg_uuid: UUID | None) -> str:
    """`ctg_uuid` is the plan that the address names, if it does: the links keep it."""
    return page.get_url(MODELES, *([ctg_uuid] if ctg_uuid else []))
