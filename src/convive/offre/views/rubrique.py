"""The menu entry of the inventory, and its tabs."""

from convive.espaces.views.page import Rubrique
from convive.espaces.views.sous_pages import SousPage
from convive.offre.permissions import can_list_services, can_update_services, can_update_types

SERVICES = "offre:service_list"
CARTE = "offre:carte_detail"
BESOINS = "offre:besoin_list"
ANNEXE = "offre:annexe_detail"
CONVENTIONS = "offre:cof_list"
PETITE_ENFANCE = "offre:competence_sppe_list"
IMPORTS = "offre:import_list"
TYPES = "offre:type_service_list"

OFFRE = Rubrique(
    SERVICES,
    (
        SousPage("Services", SERVICES, "building-cottage", can_list_services),
        SousPage("Carte", CARTE, "map-2", can_list_services),
        SousPage("Besoins et offre", BESOINS, "chart-line", can_list_services),
        SousPage("Annexe 2", ANNEXE, "table", can_list_services),
        SousPage("Conventions avec la Caf", CONVENTIONS, "file-text", can_list_services),
        SousPage("Petite enfance", PETITE_ENFANCE, "baby-carriage", can_list_services),
        SousPage("Importer, exporter", IMPORTS, "upload", can_update_services),
        SousPage("Types", TYPES, "settings", can_update_types),
    ),
    ecrire=can_update_services,
    nom="L’offre de services",
)
