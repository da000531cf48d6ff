"""Our own pages about the compte, in addition to allauth's, and the pages that the law requires."""

from django.urls import path

from convive.comptes.views.compte_detail import compte_detail
from convive.comptes.views.effacement_create import effacement_create
from convive.comptes.views.legales import (
    accessibilite_detail,
    donnees_personnelles_detail,
    mentions_legales,
    registre_traitements,
)
from convive.comptes.views.mes_donnees import mes_donnees
from convive.comptes.views.mes_donnees_export import mes_donnees_export
from convive.comptes.views.persona_list import persona_list
from convive.comptes.views.premier_compte_create import premier_compte_create

app_name = "comptes"
urlpatterns = [
    path("compte/", compte_detail, name="compte_detail"),
    path("compte/demo/", persona_list, name="persona_list"),
    path("compte/premier/", premier_compte_create, name="premier_compte_create"),
    path("compte/mes-donnees/", mes_donnees, name="mes_donnees"),
    path("compte/mes-donnees/emporter/", mes_donnees_export, name="mes_donnees_export"),
    path("compte/effacement/", effacement_create, name="effacement_create"),
    path("compte/registre-des-traitements/", registre_traitements, name="registre_traitements"),
    path("donnees-personnelles/", donnees_personnelles_detail, name="donnees_personnelles_detail"),
    path("mentions-legales/", mentions_legales, name="mentions_legales"),
    path("accessibilite/", accessibilite_detail, name="accessibilite_detail"),
]
