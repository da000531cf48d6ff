from django.urls import path

from convive.acteurs.views import (
    doublon,
    echange,
    envoi,
    fonction,
    groupe,
    imports,
    lettre,
    manque,
    opposition,
    organisation,
    personne,
    poste,
)

app_name = "acteurs"
urlpatterns = [
    *organisation.pages.urls,
    *personne.pages.urls,
    *fonction.pages.urls,
    *echange.pages.urls,
    *envoi.pages.urls,
    *lettre.pages.urls,
    *opposition.pages.urls,
    path("lettres/<str:jeton>/ne-plus-recevoir/", opposition.opposition_create, name="opposition_create"),
    *groupe.pages.urls,
    *imports.pages.urls,
    *poste.pages.urls,
    *manque.pages.urls,
    *doublon.pages.urls,
]
