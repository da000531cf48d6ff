"""The entry « Finances » of the menu, and its tabs."""

from convive.espaces.views.page import Rubrique
from convive.espaces.views.sous_pages import SousPage
from convive.finances.permissions import (
    can_list_baremes,
    can_list_communes,
    can_list_financements,
    can_update_baremes,
)

FINANCEMENT = "finances:financement_detail"
BAREMES = "finances:bareme_list"
COMMUNES = "finances:commune_list"
AIDES = "finances:aide_list"

FINANCES = Rubrique(
    FINANCEMENT,
    (
        SousPage("Plan de financement", FINANCEMENT, "coin-euro", can_list_financements),
        SousPage("Commune par commune", COMMUNES, "building-community", can_list_communes),
        SousPage("Aides", AIDES, "search", can_list_financements),
        SousPage("Barèmes", BAREMES, "table", can_list_baremes),
    ),
    ecrire=can_update_baremes,
    nom="L’argent de la CTG",
)
