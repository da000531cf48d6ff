"""The conventions d’objectifs et de financement with the Caf, earliest end first."""

from typing import Any

from convive.espaces.views.page import Formulaire, Page, Pages
from convive.offre.actions.cof import create_cof, delete_cof, update_cof
from convive.offre.forms.cof import CofForm
from convive.offre.models import Cof
from convive.offre.permissions import can_list_services, can_update_services
from convive.offre.selectors.catalogue import get_parametres
from convive.offre.selectors.cof import get_cof, list_cofs
from convive.offre.selectors.equipement import list_choix_services
from convive.offre.views.rubrique import CONVENTIONS, OFFRE

pages = Pages(OFFRE, "offre/conventions/", onglet=CONVENTIONS)
cof = pages.objet("<uuid:cof_uuid>/", get_cof, "Cette convention n’existe pas ici, ou ne vous concerne pas.")


@pages.lecture("", droit=can_list_services)
def cof_list(page: Page) -> dict[str, Any]:
    lues = list_cofs(page.membre, page.today, get_parametres(page.today))
    return {
        "en_cours": [lue for lue in lues if lue.cof.date_fin >= page.today],
        "finies": [lue for lue in reversed(lues) if lue.cof.date_fin < page.today],
    }


@pages.ecriture("ajouter/", droit=can_update_services)
def cof_create(page: Page) -> Formulaire:
    service = page.request.GET.get("service", "")
    form = CofForm(page.data, services=list_choix_services(page.membre), service=service)
    return Formulaire(
        form,
        lambda: create_cof(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Convention ajoutée.",
        suite=page.get_url(CONVENTIONS),
    )


@cof.ecriture("modifier/", droit=can_update_services)
def cof_update(page: Page, cof: Cof) -> Formulaire:
    form = CofForm(page.data, services=list_choix_services(page.membre), cof=cof)
    return Formulaire(
        form,
        lambda: update_cof(by=page.compte, cof=cof, saisie=form.get_saisie()),
        fait="Convention enregistrée.",
        suite=page.get_url(CONVENTIONS),
    )


@cof.ecriture("retirer/", droit=can_update_services)
def cof_delete(page: Page, cof: Cof) -> Formulaire:
    """Delete a convention entered by mistake."""
    return Formulaire(
        None,
        lambda: delete_cof(by=page.compte, cof=cof),
        fait="Convention retirée.",
        suite=page.get_url(CONVENTIONS),
    )
