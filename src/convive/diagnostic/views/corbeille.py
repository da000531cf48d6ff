"""What was put aside in the diagnosis: bring back, or erase for good."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.comptes.conservation import get_regle
from convive.diagnostic.actions.corbeille import delete_fiche_definitivement, restore_fiche
from convive.diagnostic.models.element import Fiche
from convive.diagnostic.permissions import can_delete_corbeille, can_update_constats
from convive.diagnostic.selectors.element import get_supprimee, list_corbeille
from convive.diagnostic.views.rubrique import CONSTATS, PAGE_CORBEILLE
from convive.espaces.views.page import Gestes, Page, Pages
from convive.socle.uuids import parse_uuid

pages = Pages(CONSTATS, "constats/corbeille/", onglet=PAGE_CORBEILLE)


@pages.ecriture("", droit=can_update_constats)
def corbeille_list(page: Page) -> Gestes:
    return Gestes(
        {
            "retablir": (
                lambda: restore_fiche(by=page.compte, fiche=_get_fiche_or_404(page)),
                "La fiche est revenue à sa place.",
            ),
            "effacer": (lambda: _delete(page), "La fiche est effacée."),
        },
        suite=page.get_url(PAGE_CORBEILLE),
        contexte={
            "lignes": list_corbeille(page.membre),
            "peut_effacer": can_delete_corbeille(page.membre),
            "regle": get_regle("diagnostic_supprimes"),
        },
    )


def _get_fiche_or_404(page: Page) -> Fiche:
    uuid = parse_uuid(page.request.POST.get("objet", ""))
    fiche = get_supprimee(page.membre, page.request.POST.get("type", ""), uuid) if uuid else None
    if fiche is None:
        raise Http404("Cette fiche n’est pas dans la corbeille.")
    return fiche


def _delete(page: Page) -> None:
    fiche = _get_fiche_or_404(page)
    if not can_delete_corbeille(page.membre):
        raise PermissionDenied("Effacer pour de bon est réservé aux chargé·es de coopération et à la direction.")
    delete_fiche_definitivement(by=page.compte, fiche=fiche)
