"""Under `espaces/<uuid>/plan/`."""

from django.urls import path

from convive.plan_action.views.arbre_update import arbre_update
from convive.plan_action.views.archive_create import archive_create
from convive.plan_action.views.archive_detail import archive_detail
from convive.plan_action.views.copie_create import copie_create
from convive.plan_action.views.elu_detail import elu_detail
from convive.plan_action.views.emport_list import emport_list
from convive.plan_action.views.fiche_action_create import fiche_action_create
from convive.plan_action.views.fiche_action_detail import fiche_action_detail
from convive.plan_action.views.fiches_update import fiches_update
from convive.plan_action.views.import_plan_detail import import_plan_detail
from convive.plan_action.views.import_plan_list import import_plan_list
from convive.plan_action.views.mes_actions import mes_actions
from convive.plan_action.views.modele_detail import modele_detail
from convive.plan_action.views.modele_list import modele_list
from convive.plan_action.views.niveau_list import niveau_list
from convive.plan_action.views.noeud_update import noeud_update
from convive.plan_action.views.orphelin_list import orphelin_list
from convive.plan_action.views.place_update import place_update
from convive.plan_action.views.plan_coach import plan_coach
from convive.plan_action.views.plan_detail import plan_detail
from convive.plan_action.views.plan_repartition import plan_repartition
from convive.plan_action.views.plan_ruban import plan_ruban
from convive.plan_action.views.plan_tableau import plan_tableau
from convive.plan_action.views.point_list import point_list
from convive.plan_action.views.reponse_update import reponse_update
from convive.plan_action.views.statut_update import statut_update
from convive.plan_action.views.suivi_list import suivi_list
from convive.plan_action.views.vue_plan_list import vue_plan_list

app_name = "plan_action"
PLAN = "<uuid:espace_uuid>/plan/"
CTG = f"{PLAN}ctg/<uuid:ctg_uuid>/"
FICHE = f"{PLAN}actions/<uuid:fiche_uuid>/"

urlpatterns = [
    # Without an identifier: the plan of the CTG that people mean.
    path(PLAN, plan_detail, name="plan_detail"),
    path(CTG, plan_detail, name="plan_detail"),
    path(f"{CTG}tableau/", plan_tableau, name="plan_tableau"),
    path(f"{CTG}changer/", fiches_update, name="fiches_update"),
    path(f"{CTG}vues/", vue_plan_list, name="vue_plan_list"),
    path(f"{CTG}ruban/", plan_ruban, name="plan_ruban"),
    path(f"{CTG}pour-qui/", plan_repartition, name="plan_repartition"),
    path(f"{CTG}avant-le-cotech/", plan_coach, name="plan_coach"),
    path(f"{PLAN}points/", point_list, name="point_list"),
    path(f"{PLAN}points/reponses/<uuid:reponse_uuid>/", reponse_update, name="reponse_update"),
    path(f"{PLAN}mes-actions/", mes_actions, name="mes_actions"),
    path(f"{PLAN}mon-mandat/", elu_detail, name="elu_detail"),
    path(f"{PLAN}elus/<uuid:personne_uuid>/", elu_detail, name="elu_detail"),
    path(f"{CTG}niveaux/", niveau_list, name="niveau_list"),
    path(f"{PLAN}modeles/", modele_list, name="modele_list"),
    path(f"{CTG}modeles/", modele_list, name="modele_list"),
    path(f"{PLAN}modeles/<slug:cle>/", modele_detail, name="modele_detail"),
    path(f"{CTG}modeles/<slug:cle>/", modele_detail, name="modele_detail"),
    path(f"{CTG}ajouter/", fiche_action_create, name="fiche_action_create"),
    path(f"{CTG}ce-qui-manque/", orphelin_list, name="orphelin_list"),
    path(f"{CTG}archive/", archive_create, name="archive_create"),
    path(f"{PLAN}archives/<uuid:import_uuid>/", archive_detail, name="archive_detail"),
    path(f"{CTG}emporter/", emport_list, name="emport_list"),
    path(f"{CTG}organiser/", arbre_update, name="arbre_update"),
    path(f"{CTG}organiser/<str:sorte>/<uuid:element_uuid>/deplacer/", place_update, name="place_update"),
    path(f"{CTG}organiser/<uuid:noeud_uuid>/", noeud_update, name="noeud_update"),
    path(f"{FICHE}copier/", copie_create, name="copie_create"),
    path(f"{FICHE}statut/", statut_update, name="statut_update"),
    path(f"{PLAN}imports/", import_plan_list, name="import_plan_list"),
    path(f"{CTG}imports/", import_plan_list, name="import_plan_list"),
    path(f"{PLAN}imports/<uuid:import_uuid>/", import_plan_detail, name="import_plan_detail"),
    path(FICHE, fiche_action_detail, name="fiche_action_detail"),
    path(f"{FICHE}suivi/", suivi_list, name="suivi_list"),
]
