"""Mounted under an espace: every view takes `espace_uuid`."""

from django.urls import path

from convive.documents.views.modele_list import modele_list

app_name = "documents"

urlpatterns = [
    path("modeles/", modele_list, name="modele_list"),
]
