"""Quality and practice territories."""

from django.urls import path

from convive.formation.views.exercice_detail import exercice_detail
from convive.formation.views.exercice_list import exercice_list

SESSION = "sessions/<uuid:session_uuid>/"

urlpatterns = [
    path(f"{SESSION}territoires/", exercice_list, name="exercice_list"),
    path(f"{SESSION}territoires/<uuid:exercice_uuid>/", exercice_detail, name="exercice_detail"),
]
