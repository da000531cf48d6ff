"""Workshops of a session."""

from django.urls import path

from convive.formation.views.atelier_detail import atelier_detail
from convive.formation.views.atelier_groupes import atelier_groupes
from convive.formation.views.atelier_list import atelier_list

ATELIERS = "sessions/<uuid:session_uuid>/ateliers/"

urlpatterns = [
    path(ATELIERS, atelier_list, name="atelier_list"),
    path(f"{ATELIERS}<uuid:atelier_uuid>/", atelier_detail, name="atelier_detail"),
    path(f"{ATELIERS}<uuid:atelier_uuid>/groupes/", atelier_groupes, name="atelier_groupes"),
]
