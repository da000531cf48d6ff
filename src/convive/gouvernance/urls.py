"""Under `espaces/<uuid>/instances/`."""

from django.urls import path

from convive.gouvernance.views.instance_list import instance_list

app_name = "gouvernance"
INSTANCES = "<uuid:espace_uuid>/instances/"

urlpatterns = [
    path(INSTANCES, instance_list, name="instance_list"),
]
