"""Quality."""

from django.urls import path

from convive.formation.views.qualite_detail import qualite_detail
from convive.formation.views.qualite_session import qualite_session
from convive.formation.views.registre_list import registre_list
from convive.formation.views.registre_update import registre_update

REGISTRE = "qualite/registres/<slug:registre>/"
SESSION = "sessions/<uuid:session_uuid>/"

urlpatterns = [
    path("qualite/", qualite_detail, name="qualite_detail"),
    path(REGISTRE, registre_list, name="registre_list"),
    path(f"{REGISTRE}ajouter/", registre_update, name="registre_update"),
    path(f"{REGISTRE}<uuid:ligne_uuid>/", registre_update, name="registre_update"),
    path(f"{SESSION}qualite/", qualite_session, name="qualite_session"),
]
