"""What a body teaches, and what it says of itself."""

from django.urls import path

from convive.formation.views.composition_update import composition_update
from convive.formation.views.demande_detail import demande_detail
from convive.formation.views.demande_list import demande_list
from convive.formation.views.deroule_detail import deroule_detail
from convive.formation.views.objectif_programme_update import objectif_programme_update
from convive.formation.views.organisme_update import organisme_update
from convive.formation.views.programme_create import programme_create
from convive.formation.views.programme_detail import programme_detail
from convive.formation.views.programme_list import programme_list
from convive.formation.views.programme_update import programme_update
from convive.formation.views.publication_detail import publication_detail
from convive.formation.views.reference_update import reference_update
from convive.formation.views.sequence_update import sequence_update

PROGRAMME = "programmes/<uuid:programme_uuid>/"

urlpatterns = [
    path("programmes/", programme_list, name="programme_list"),
    path("programmes/composer/", programme_create, name="programme_create"),
    path(PROGRAMME, programme_detail, name="programme_detail"),
    path(f"{PROGRAMME}fiche/", programme_update, name="programme_update"),
    path(f"{PROGRAMME}objectifs/", objectif_programme_update, name="objectif_programme_update"),
    path(f"{PROGRAMME}composition/", composition_update, name="composition_update"),
    path(f"{PROGRAMME}deroule/", deroule_detail, name="deroule_detail"),
    path(f"{PROGRAMME}versions/<int:numero>/", publication_detail, name="publication_detail"),
    path(f"{PROGRAMME}sequences/<uuid:sequence_uuid>/", sequence_update, name="sequence_update"),
    path("demandes/", demande_list, name="demande_list"),
    path("demandes/<uuid:demande_uuid>/", demande_detail, name="demande_detail"),
    path("reglages/", organisme_update, name="organisme_update"),
    path("reglages/<slug:cle>/", reference_update, name="reference_update"),
]
