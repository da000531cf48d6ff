from django.urls import path

from convive.diagnostic.views.accueil import accueil
from convive.diagnostic.views.perimetre_create import perimetre_create
from convive.diagnostic.views.portrait_detail import portrait_detail
from convive.diagnostic.views.portrait_export import portrait_export
from convive.diagnostic.views.source_list import source_list
from convive.diagnostic.views.territoire_list import territoire_list

app_name = "diagnostic"

urlpatterns = [
    path("", accueil, name="accueil"),
    path("territoires/", territoire_list, name="territoire_list"),
    path("perimetres/composer/", perimetre_create, name="perimetre_create"),
    path("portrait/<slug:reference>/", portrait_detail, name="portrait_detail"),
    path("portrait/<slug:reference>/export/<slug:format>/", portrait_export, name="portrait_export"),
    path("sources/", source_list, name="source_list"),
]
