"""Write to the people of a list as it is filtered, without making a group of them."""

from typing import Any

from convive.acteurs.forms.organisation import FiltresOrganisationsForm
from convive.acteurs.forms.personne import FiltresPersonnesForm
from convive.acteurs.permissions import can_create_lettre, can_get_coordonnees
from convive.acteurs.selectors.envoi import Destinataires, Envoi, get_envoi_organisations, get_envoi_personnes
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.views.rubrique import ACTEURS, ORGANISATIONS, PERSONNES
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.page import Page, Pages
from convive.espaces.views.sous_pages import build_onglets_groupes

LISTE_PERSONNES = "personnes"
# What this page adds to the filters of the list.
PARAMETRES = ("liste", "a_qui", "page")

pages = Pages(ACTEURS, "acteurs/ecrire/")


@pages.lecture("", droit=can_get_coordonnees)
def envoi_detail(page: Page) -> dict[str, Any]:
    """Under the tab of the list from which one comes."""
    is_personnes = page.request.GET.get("liste") == LISTE_PERSONNES
    liste = PERSONNES if is_personnes else ORGANISATIONS
    a_qui = _get_destinataires(page)
    filtres = page.request.GET.copy()
    for parametre in PARAMETRES:
        filtres.pop(parametre, None)
    return {
        **build_onglets_groupes(ACTEURS.onglets, ACTEURS.groupes, page.membre, liste),
        "is_personnes": is_personnes,
        "envoi": _get_envoi_personnes(page) if is_personnes else _get_envoi_organisations(page, a_qui),
        "filtres": filtres.items(),
        "retour": f"{page.get_url(liste)}?{filtres.urlencode()}",
        "choix": [(choix.value, choix.libelle, choix is a_qui) for choix in Destinataires],
        "est_second": can_create_lettre(page.membre) and not page.espace.is_expire,
    }


def _get_destinataires(page: Page) -> Destinataires:
    asked = page.request.GET.get("a_qui", "")
    return Destinataires(asked) if asked in list(Destinataires) else Destinataires.CONTACTS


def _get_envoi_personnes(page: Page) -> Envoi:
    form = FiltresPersonnesForm(page.request.GET)
    form.is_valid()
    return get_envoi_personnes(page.membre, form.cleaned_data.get("q", ""), form.cleaned_data.get("situation", ""))


def _get_envoi_organisations(page: Page, a_qui: Destinataires) -> Envoi:
    communes = get_noms_communes_espace(page.membre)
    form = FiltresOrganisationsForm(
        page.request.GET, thematiques=list_choix_thematiques(page.membre), communes=communes
    )
    return get_envoi_organisations(page.membre, form.get_criteres(), a_qui)
