from django.urls import path

from convive.offre.views.annee_update import annee_update
from convive.offre.views.annexe_detail import annexe_detail
from convive.offre.views.besoin_list import besoin_list
from convive.offre.views.carte_detail import carte_detail
from convive.offre.views.cof_create import cof_create
from convive.offre.views.cof_delete import cof_delete
from convive.offre.views.cof_list import cof_list
from convive.offre.views.cof_update import cof_update
from convive.offre.views.competence_sppe_list import competence_sppe_list
from convive.offre.views.competence_sppe_update import competence_sppe_update
from convive.offre.views.import_cof_detail import import_cof_detail
from convive.offre.views.import_cof_list import import_cof_list
from convive.offre.views.import_detail import import_detail
from convive.offre.views.import_list import import_list
from convive.offre.views.lieu_list import lieu_list
from convive.offre.views.service_close import service_close
from convive.offre.views.service_create import service_create
from convive.offre.views.service_detail import service_detail
from convive.offre.views.service_list import service_list
from convive.offre.views.service_update import service_update
from convive.offre.views.type_service_create import type_service_create
from convive.offre.views.type_service_list import type_service_list
from convive.offre.views.type_service_update import type_service_update

app_name = "offre"
BASE = "espaces/<uuid:espace_uuid>/offre/"
SERVICE = f"{BASE}services/<uuid:service_uuid>/"
COF = f"{BASE}conventions/<uuid:cof_uuid>/"

urlpatterns = [
    path(BASE, service_list, name="service_list"),
    path(f"{BASE}services/ajouter/", service_create, name="service_create"),
    path(SERVICE, service_detail, name="service_detail"),
    path(f"{SERVICE}modifier/", service_update, name="service_update"),
    path(f"{SERVICE}archiver/", service_close, name="service_close"),
    path(f"{SERVICE}annees/<int:annee>/", annee_update, name="annee_update"),
    path(f"{BASE}annexe-2/", annexe_detail, name="annexe_detail"),
    path(f"{BASE}besoins/", besoin_list, name="besoin_list"),
    path(f"{BASE}carte/", carte_detail, name="carte_detail"),
    path(f"{BASE}conventions/", cof_list, name="cof_list"),
    path(f"{BASE}conventions/ajouter/", cof_create, name="cof_create"),
    path(f"{BASE}conventions/imports/", import_cof_list, name="import_cof_list"),
    path(f"{BASE}conventions/imports/<uuid:import_uuid>/", import_cof_detail, name="import_cof_detail"),
    path(f"{COF}modifier/", cof_update, name="cof_update"),
    path(f"{COF}retirer/", cof_delete, name="cof_delete"),
    path(f"{BASE}petite-enfance/", competence_sppe_list, name="competence_sppe_list"),
    path(f"{BASE}petite-enfance/modifier/", competence_sppe_update, name="competence_sppe_update"),
    path(f"{BASE}imports/", import_list, name="import_list"),
    path(f"{BASE}imports/<uuid:import_uuid>/", import_detail, name="import_detail"),
    path(f"{BASE}listes-officielles/", lieu_list, name="lieu_list"),
    path(f"{BASE}types/", type_service_list, name="type_service_list"),
    path(f"{BASE}types/ajouter/", type_service_create, name="type_service_create"),
    path(f"{BASE}types/<slug:cle>/", type_service_update, name="type_service_update"),
]
