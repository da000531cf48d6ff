"""What the views of the inventory share: its sub-pages, and rows that a place may open."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.acteurs.selectors.organisation import (
    get_noms_communes,
    get_noms_communes_espace,
    list_choix_organisations,
)
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import SousPage, build_onglets
from convive.offre.forms.equipement import ServiceForm
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.permissions import can_list_services, can_update_services, can_update_types
from convive.offre.selectors.catalogue import TypeLu, list_types
from convive.offre.selectors.cof import get_cof
from convive.offre.selectors.equipement import get_service

# The page of the menu under which all of them are.
PAGE = "offre:service_list"
PAGE_ANNEXE = "offre:annexe_detail"
PAGE_BESOINS = "offre:besoin_list"
PAGE_CARTE = "offre:carte_detail"
PAGE_COFS = "offre:cof_list"
PAGE_SPPE = "offre:competence_sppe_list"
PAGE_IMPORTS = "offre:import_list"
PAGE_TYPES = "offre:type_service_list"
SOUS_PAGES = (
    SousPage("Services", PAGE, "building-cottage", can_list_services),
    SousPage("Carte", PAGE_CARTE, "map-2", can_list_services),
    SousPage("Besoins et offre", PAGE_BESOINS, "chart-line", can_list_services),
    SousPage("Annexe 2", PAGE_ANNEXE, "table", can_list_services),
    SousPage("Conventions avec la Caf", PAGE_COFS, "file-text", can_list_services),
    SousPage("Petite enfance", PAGE_SPPE, "baby-carriage", can_list_services),
    SousPage("Importer, exporter", PAGE_IMPORTS, "upload", can_update_services),
    SousPage("Types", PAGE_TYPES, "settings", can_update_types),
)


def build_contexte_offre(request: HttpRequest, membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """`page` is the sub-page that is marked as current: its own, or the one it is under."""
    onglets = build_onglets(SOUS_PAGES, membre, page)
    peut_ecrire = can_update_services(membre) and not membre.espace.is_expire
    return build_contexte(request, membre, PAGE, onglets=onglets, peut_ecrire=peut_ecrire, **contexte)


def get_service_or_404(membre: Membre, uuid: UUID) -> ServiceEquipement:
    service = get_service(membre, uuid)
    if service is None:
        raise Http404("Ce service n’existe pas ici, ou ne vous concerne pas.")
    return service


def get_cof_or_404(membre: Membre, uuid: UUID) -> Cof:
    cof = get_cof(membre, uuid)
    if cof is None:
        raise Http404("Cette convention n’existe pas ici, ou ne vous concerne pas.")
    return cof


def get_type_or_404(membre: Membre, cle: str) -> TypeLu:
    lu = list_types(membre.espace).get(cle)
    if lu is None:
        raise Http404("Ce type n’existe pas dans cet espace.")
    return lu


def build_form_service(request: HttpRequest, membre: Membre, service: ServiceEquipement | None = None) -> ServiceForm:
    """The form of a service, with all that it lets one choose."""
    codes = [*service.communes, service.code_commune] if service else []
    initial = {"type_cle": request.GET.get("type", ""), "code_commune": request.GET.get("commune", "")}
    return ServiceForm(
        request.POST if request.method == "POST" else None,
        membre=membre,
        communes=get_noms_communes(codes, get_noms_communes_espace(membre)),
        organisations=list_choix_organisations(membre),
        types=list_types(membre.espace),
        service=service,
        initial=initial,
    )
