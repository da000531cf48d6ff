"""Under `espaces/<uuid>/prise-de-poste/`."""

from django.urls import path

from convive.prise_poste.views.auto_evaluation_detail import auto_evaluation_detail
from convive.prise_poste.views.auto_evaluation_list import auto_evaluation_list
from convive.prise_poste.views.auto_evaluation_update import auto_evaluation_update
from convive.prise_poste.views.etape_detail import etape_detail
from convive.prise_poste.views.lettre_detail import lettre_detail
from convive.prise_poste.views.lettre_list import lettre_list
from convive.prise_poste.views.lettre_update import lettre_update
from convive.prise_poste.views.objectif_update import objectif_update
from convive.prise_poste.views.outil_detail import outil_detail
from convive.prise_poste.views.outil_list import outil_list
from convive.prise_poste.views.parcours_detail import parcours_detail
from convive.prise_poste.views.parcours_list import parcours_list
from convive.prise_poste.views.parcours_partage_detail import parcours_partage_detail
from convive.prise_poste.views.passation_detail import passation_detail
from convive.prise_poste.views.passation_update import passation_update
from convive.prise_poste.views.raci_detail import raci_detail
from convive.prise_poste.views.raci_update import raci_update
from convive.prise_poste.views.rapport_detail import rapport_detail
from convive.prise_poste.views.rapport_update import rapport_update

app_name = "prise_poste"
POSTE = "<uuid:espace_uuid>/prise-de-poste/"
GRILLE = f"{POSTE}ou-j-en-suis/"
LETTRE = f"{POSTE}lettres/<uuid:lettre_uuid>/"
EVALUATION = f"{GRILLE}<uuid:evaluation_uuid>/"

urlpatterns = [
    path(POSTE, parcours_detail, name="parcours_detail"),
    path(f"{POSTE}etapes/<slug:cle>/", etape_detail, name="etape_detail"),
    path(f"{POSTE}partages/", parcours_list, name="parcours_list"),
    path(f"{POSTE}partages/<uuid:prise_uuid>/", parcours_partage_detail, name="parcours_partage_detail"),
    path(GRILLE, auto_evaluation_list, name="auto_evaluation_list"),
    path(EVALUATION, auto_evaluation_detail, name="auto_evaluation_detail"),
    path(f"{EVALUATION}remplir/", auto_evaluation_update, name="auto_evaluation_update"),
    path(f"{POSTE}lettres/", lettre_list, name="lettre_list"),
    path(LETTRE, lettre_detail, name="lettre_detail"),
    path(f"{LETTRE}modifier/", lettre_update, name="lettre_update"),
    path(f"{LETTRE}objectifs/ajouter/", objectif_update, name="objectif_update"),
    path(f"{LETTRE}objectifs/<uuid:objectif_uuid>/", objectif_update, name="objectif_update"),
    path(f"{POSTE}outils/", outil_list, name="outil_list"),
    path(f"{POSTE}outils/<uuid:outil_uuid>/", outil_detail, name="outil_detail"),
    path(f"{POSTE}passation/", passation_detail, name="passation_detail"),
    path(f"{POSTE}passation/ecrire/", passation_update, name="passation_update"),
    path(f"{POSTE}rapport/", rapport_detail, name="rapport_detail"),
    path(f"{POSTE}rapport/ecrire/", rapport_update, name="rapport_update"),
    path(f"{POSTE}raci/", raci_detail, name="raci_detail"),
    path(f"{POSTE}raci/modifier/", raci_update, name="raci_update"),
]
