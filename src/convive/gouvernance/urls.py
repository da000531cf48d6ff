"""Under `espaces/<uuid>/instances/`."""

from django.urls import path

from convive.gouvernance.views.instance_list import instance_list
from convive.gouvernance.views.seance_cloture import seance_cloture
from convive.gouvernance.views.seance_notes import seance_notes

app_name = "gouvernance"
INSTANCES = "<uuid:espace_uuid>/instances/"
SEANCE = f"{INSTANCES}seances/<uuid:seance_uuid>/"

urlpatterns = [
    path(INSTANCES, instance_list, name="instance_list"),
    path(f"{SEANCE}notes/", seance_notes, name="seance_notes"),
    path(f"{SEANCE}cloture/", seance_cloture, name="seance_cloture"),
]
