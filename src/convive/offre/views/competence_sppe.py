"""Who exercises the service public de la petite enfance, commune by commune."""

from typing import Any

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.offre.actions.sppe import update_competences
from convive.offre.exports import CLE_SPPE
from convive.offre.forms.sppe import CompetencesForm
from convive.offre.permissions import can_list_services, can_update_services
from convive.offre.rules.sppe import Competence, build_phrase_seuils
from convive.offre.selectors.catalogue import get_seuils
from convive.offre.selectors.sppe import get_tableau_sppe, list_communes_sppe
from convive.offre.views.rubrique import OFFRE, PETITE_ENFANCE
from convive.socle.formats import nombre_accorde

pages = Pages(OFFRE, "offre/petite-enfance/", onglet=PETITE_ENFANCE)


@pages.lecture("", droit=can_list_services)
def competence_sppe_list(page: Page) -> dict[str, Any]:
    return {
        "tableau": get_tableau_sppe(page.membre, page.today),
        "competences": list(Competence),
        "phrase": build_phrase_seuils(get_seuils(page.today)),
        "document": CLE_SPPE,
        "formats": ("docx", "odt", "pdf", "xlsx", "ods", "csv"),
    }


@pages.ecriture("modifier/", droit=can_update_services)
def competence_sppe_update(page: Page) -> Formulaire:
    """Enter who exercises competences, for several communes at once."""
    demande = page.request.GET
    form = CompetencesForm(
        page.data,
        membre=page.membre,
        communes=list_communes_sppe(page.membre),
        organisations=list_choix_organisations(page.membre),
        initial={champ: demande.getlist(champ) for champ in ("communes", "competences") if champ in demande},
    )
    return Formulaire(
        form,
        lambda: update_competences(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait=lambda nombre: f"{nombre_accorde(nombre, 'case changée', 'cases changées')} dans le tableau.",
        suite=page.get_url(PETITE_ENFANCE),
        champ="organisation",
    )
