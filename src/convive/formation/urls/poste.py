"""Under `espaces/<uuid>/prise-de-poste/`; the help is under the espace itself."""

from django.urls import path

from convive.formation.views.aide_detail import aide_detail
from convive.formation.views.auto_evaluation_detail import auto_evaluation_detail
from convive.formation.views.auto_evaluation_list import auto_evaluation_list
from convive.formation.views.auto_evaluation_update import auto_evaluation_update
from convive.formation.views.etape_detail import etape_detail
from convive.formation.views.lettre_detail import lettre_detail
from convive.formation.views.lettre_list import lettre_list
from convive.formation.views.lettre_update import lettre_update
from convive.formation.views.objectif_update import objectif_update
from convive.formation.views.outil_detail import outil_detail
from convive.formation.views.outil_list import outil_list
from convive.formation.views.parcours_detail import parcours_detail
from convive.formation.views.parcours_list import parcours_list
from convive.formation.views.parcours_partage_detail import parcours_partage_detail
from convive.formation.views.passation_detail import passation_detail
from convive.formation.views.passation_update import passation_update
from convive.formation.views.poste_pair_list import poste_pair_list
from convive.formation.views.poste_question_detail import poste_question_detail
from convive.formation.views.poste_question_list import poste_question_list
from convive.formation.views.raci_detail import raci_detail
from convive.formation.views.raci_update import raci_update
from convive.formation.views.rapport_detail import rapport_detail
from convive.formation.views.rapport_update import rapport_update

POSTE = "<uuid:espace_uuid>/prise-de-poste/"
GRILLE = f"{POSTE}ou-j-en-suis/"
LETTRE = f"{POSTE}lettres/<uuid:lettre_uuid>/"
PAIRS = f"{POSTE}entre-pairs/<uuid:organisme_uuid>/"
EVALUATION = f"{GRILLE}<uuid:evaluation_uuid>/"

urlpatterns = [
    path("<uuid:espace_uuid>/aide/", aide_detail, name="aide_detail"),
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
    path(PAIRS, poste_question_list, name="poste_question_list"),
    path(f"{PAIRS}annuaire/", poste_pair_list, name="poste_pair_list"),
    path(f"{PAIRS}<uuid:question_uuid>/", poste_question_detail, name="poste_question_detail"),
]
