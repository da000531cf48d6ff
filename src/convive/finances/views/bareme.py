"""The scales of the Caf and of its texts, for one year: what is known, what is not, and what this prevents."""

from typing import Any

from django.http import HttpResponse

from convive.espaces.models import Espace
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.finances.actions.bareme import attach_bareme, detach_bareme
from convive.finances.exports.baremes import build_csv
from convive.finances.forms.bareme import BaremeCafForm
from convive.finances.permissions import can_list_baremes, can_update_baremes
from convive.finances.rules.parametres import list_manques
from convive.finances.selectors.bareme import get_bareme, get_caf_adoptee, list_cafs, list_themes
from convive.finances.views.annee import read_annee
from convive.finances.views.rubrique import BAREMES, FINANCES

ANNEES_AUTOUR = 2
"""How many years before this one, and after."""

pages = Pages(FINANCES, "finances/baremes/", onglet=BAREMES)


@pages.lecture("", droit=can_list_baremes)
def bareme_list(page: Page) -> dict[str, Any]:
    annees = range(page.today.year - ANNEES_AUTOUR, page.today.year + ANNEES_AUTOUR + 1)
    demandee, bareme = read_annee(page), get_bareme(page.membre)
    annee = demandee if demandee is not None and demandee in annees else page.today.year
    return {
        "annee": annee,
        "annees": annees,
        "themes": list_themes(bareme, annee),
        "manques": list_manques(bareme, annee),
        "caf": get_caf_adoptee(page.membre),
        "peut_adopter": bool(page.contexte["peut_ecrire"] and list_cafs(page.membre)),
    }


@pages.lecture("telecharger/", droit=can_list_baremes)
def bareme_export(page: Page) -> HttpResponse:
    """All the values, of every date, as a table that a spreadsheet opens."""
    response = HttpResponse(build_csv(get_bareme(page.membre)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="baremes.csv"'
    return response


@pages.ecriture("caf/", droit=can_update_baremes, gabarit=FORMULAIRE)
def bareme_update(page: Page) -> Formulaire:
    """Use what a Caf typed once for its territories, or stop."""
    cafs, adoptee = list_cafs(page.membre), get_caf_adoptee(page.membre)
    form = BaremeCafForm(page.data, cafs=cafs, adoptee=adoptee)

    def enregistre() -> None:
        choisie: Espace | None = form.get_caf()
        if choisie is None:
            detach_bareme(by=page.compte, espace=page.espace)
        else:
            attach_bareme(by=page.compte, espace=page.espace, caf=choisie)

    ecran = Ecran(
        titre="Quels barèmes utiliser\u00a0?",
        chapeau="Une Caf peut saisir une fois ses montants pour tous ses territoires.",
        qui_voit="les personnes qui peuvent écrire ici.",
        retour=("Revenir aux barèmes", page.get_url(BAREMES)),
    )
    return Formulaire(form, enregistre, fait="C’est enregistré.", suite=page.get_url(BAREMES), ecran=ecran)
