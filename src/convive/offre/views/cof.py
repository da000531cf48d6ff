"""The conventions d’objectifs et de financement with the Caf, earliest end first."""

from typing import Any

from convive.espaces.views.cahier import Cahier
from convive.espaces.views.ecran import FORMULAIRE, SUPPRESSION
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.offre.forms.cof import CofForm
from convive.offre.models import Cof
from convive.offre.permissions import can_list_services, can_update_services
from convive.offre.rules.offre import refuse_dates_cof
from convive.offre.selectors.catalogue import get_parametres
from convive.offre.selectors.cof import get_cof, list_cofs
from convive.offre.selectors.equipement import list_choix_services
from convive.offre.views.rubrique import CONVENTIONS, OFFRE


def _build_form(page: Page, cof: Cof | None) -> CofForm:
    service = page.request.GET.get("service", "")
    return CofForm(page.data, services=list_choix_services(page.membre), cof=cof, service=service)


COFS = Cahier(
    modele=Cof,
    vue="offre:cof",
    titre="Les conventions avec la Caf",
    ajouter="Ajouter une convention",
    vide="",
    qui_voit="les membres que ces services concernent, sauf l’administrateur·rice technique.",
    conseil="Une convention d’objectifs et de financement (COF) peut couvrir plusieurs services.",
    garde="C’est pour une convention saisie par erreur. "
    "Celle qui a pris fin n’a pas à être retirée\u00a0: "
    "elle reste dans la mémoire du service, avec ses dates.",
    build_form=_build_form,
    modele_champs="offre/_cof_champs.html",
    refuse=refuse_dates_cof,
    lire=can_list_services,
    ecrire=can_update_services,
)
pages = Pages(OFFRE, "offre/conventions/", onglet=CONVENTIONS)
cof = pages.objet("<uuid:cof_uuid>/", get_cof, "Cette convention n’existe pas ici, ou vous n’y avez pas accès.")


@pages.lecture("", droit=COFS.can_list)
def cof_list(page: Page) -> dict[str, Any]:
    lues = list_cofs(page.membre, page.today, get_parametres(page.today))
    return {
        "en_cours": [lue for lue in lues if lue.cof.date_fin >= page.today],
        "finies": [lue for lue in reversed(lues) if lue.cof.date_fin < page.today],
    }


@pages.ecriture("ajouter/", droit=COFS.can_update, gabarit=FORMULAIRE)
def cof_create(page: Page) -> Formulaire:
    return COFS.create(page)


@cof.ecriture("modifier/", droit=COFS.can_update, gabarit=FORMULAIRE)
def cof_update(page: Page, cof: Cof) -> Formulaire:
    return COFS.update(page, cof)


@cof.ecriture("retirer/", droit=COFS.can_update, gabarit=SUPPRESSION)
def cof_delete(page: Page, cof: Cof) -> Formulaire:
    """Delete a convention entered by mistake."""
    return COFS.delete(page, cof)
