"""The ten-minute tour: what it shows, and where one was."""

from typing import Any

from django.http import Http404

from convive.espaces.views.page import Formulaire, Page, Pages
from convive.gouvernance.actions.visite import update_visite
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.visite import Etape, get_precedente, get_rang, get_suivante
from convive.gouvernance.selectors.visite import get_ecran, get_visite
from convive.gouvernance.views.rubrique import FORMATS, GOUVERNANCE

VISITE = "gouvernance:visite_detail"
VOILA = "Voilà l’essentiel. Tout reste ici, à relire quand vous voulez."

pages = Pages(GOUVERNANCE, "visite/")


@pages.lecture("", droit=can_list_instances)
def visite_detail(page: Page) -> dict[str, Any]:
    visite = get_visite(page.membre)
    reprise = Etape(visite.etape) if visite is not None and visite.etape else None
    return {
        "titres": Etape.choices,
        "formats": FORMATS,
        "premiere": next(iter(Etape)),
        "reprise": reprise,
        "titre_reprise": reprise.libelle if reprise else "",
    }


@pages.ecriture("<slug:etape>/", droit=can_list_instances, is_lecture=True)
def visite_update(page: Page, etape: str) -> Formulaire:
    """A screen of the tour; going on remembers where one is."""
    if etape not in Etape:
        raise Http404("Cet écran n’existe pas.")
    current = Etape(etape)
    suivante = get_suivante(current)
    page.lead("La CTG en dix minutes", page.get_url(VISITE))
    return Formulaire(
        None,
        lambda: update_visite(by=page.compte, espace=page.espace, etape=suivante),
        fait="" if suivante else VOILA,
        suite=page.get_url("gouvernance:visite_update", suivante.value) if suivante else page.get_url(VISITE),
        contexte={
            "ecran": get_ecran(page.membre, current, page.today),
            "suivante": suivante,
            "etapes": len(Etape),
            "precedente": get_precedente(current),
            "rang": get_rang(current),
        },
    )
