"""Without an account: the help of a page, programme sheets, requests, the code of a room, verification of a code."""

from django.urls import path

from convive.formation.views.aide_publique_detail import aide_publique_detail
from convive.formation.views.avis_update import avis_update
from convive.formation.views.demande_create import demande_create
from convive.formation.views.dossier_import import dossier_import
from convive.formation.views.emargement_update import emargement_update
from convive.formation.views.formation_publique_detail import formation_publique_detail
from convive.formation.views.formation_publique_list import formation_publique_list
from convive.formation.views.verification_detail import verification_detail

ORGANISME = "formations/<uuid:espace_uuid>/"
PROGRAMME = f"{ORGANISME}<uuid:programme_uuid>/"

urlpatterns = [
    path("aide/", aide_publique_detail, name="aide_publique_detail"),
    path(ORGANISME, formation_publique_list, name="formation_publique_list"),
    path(f"{ORGANISME}demander/", demande_create, name="demande_create"),
    path(PROGRAMME, formation_publique_detail, name="formation_publique_detail"),
    path(f"{PROGRAMME}versions/<int:numero>/", formation_publique_detail, name="formation_publique_detail"),
    path("formation/avis/<str:cle>/", avis_update, name="avis_update"),
    path("formation/emargement/<str:cle>/", emargement_update, name="emargement_update"),
    # With an account, whose inscription it is.
    path("compte/formations/<uuid:inscription_uuid>/rapporter/", dossier_import, name="dossier_import"),
    path("formation/verification/", verification_detail, name="verification_detail"),
]
