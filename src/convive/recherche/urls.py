from django.urls import path

from convive.recherche.views.resultat_list import resultat_list
from convive.recherche.views.sigle_list import sigle_list

app_name = "recherche"

urlpatterns = [
    path("recherche/", resultat_list, name="resultat_list"),
    path("glossaire/", sigle_list, name="sigle_list"),
]
