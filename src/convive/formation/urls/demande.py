"""What people ask of a body, and the run sheet of a programme."""

from django.urls import path

from convive.formation.views.demande_detail import demande_detail
from convive.formation.views.demande_list import demande_list
from convive.formation.views.deroule_detail import deroule_detail

urlpatterns = [
    path("programmes/<uuid:programme_uuid>/deroule/", deroule_detail, name="deroule_detail"),
    path("demandes/", demande_list, name="demande_list"),
    path("demandes/<uuid:demande_uuid>/", demande_detail, name="demande_detail"),
]
