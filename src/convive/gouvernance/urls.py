"""Under `espaces/<uuid>/instances/` and `espaces/<uuid>/decisions/`."""

from django.urls import path

from convive.gouvernance.views.decision_create import decision_create
from convive.gouvernance.views.decision_detail import decision_detail
from convive.gouvernance.views.decision_export import decision_export
from convive.gouvernance.views.decision_list import decision_list
from convive.gouvernance.views.decision_update import decision_update
from convive.gouvernance.views.effet_create import effet_create
from convive.gouvernance.views.emargement_update import emargement_update
from convive.gouvernance.views.engagement_list import engagement_list
from convive.gouvernance.views.engagement_update import engagement_update
from convive.gouvernance.views.instance_list import instance_list
from convive.gouvernance.views.reseau_detail import reseau_detail
from convive.gouvernance.views.seance_cloture import seance_cloture
from convive.gouvernance.views.seance_convocation import seance_convocation
from convive.gouvernance.views.seance_notes import seance_notes
from convive.gouvernance.views.seance_presences import seance_presences
from convive.gouvernance.views.seance_presentation import seance_presentation

app_name = "gouvernance"
INSTANCES = "<uuid:espace_uuid>/instances/"
SEANCE = f"{INSTANCES}seances/<uuid:seance_uuid>/"
DECISIONS = "<uuid:espace_uuid>/decisions/"
ENGAGEMENTS = "<uuid:espace_uuid>/engagements/"
DECISION = f"{DECISIONS}<uuid:decision_uuid>/"

urlpatterns = [
    path(INSTANCES, instance_list, name="instance_list"),
    path("emargement/<str:cle>/", emargement_update, name="emargement_update"),
    path(f"{SEANCE}convocation/", seance_convocation, name="seance_convocation"),
    path(f"{SEANCE}presences/", seance_presences, name="seance_presences"),
    path(f"{SEANCE}notes/", seance_notes, name="seance_notes"),
    path(f"{SEANCE}presentation/", seance_presentation, name="seance_presentation"),
    path(f"{SEANCE}cloture/", seance_cloture, name="seance_cloture"),
    path(DECISIONS, decision_list, name="decision_list"),
    path(f"{DECISIONS}noter/", decision_create, name="decision_create"),
    path(f"{DECISIONS}fichier/<slug:format>/", decision_export, name="decision_export"),
    path(DECISION, decision_detail, name="decision_detail"),
    path(f"{DECISION}modifier/", decision_update, name="decision_update"),
    path(f"{DECISION}effets/<slug:objet_type>/<uuid:objet_uuid>/", effet_create, name="effet_create"),
    path("<uuid:espace_uuid>/reseau/", reseau_detail, name="reseau_detail"),
    path(ENGAGEMENTS, engagement_list, name="engagement_list"),
    path(
        f"{ENGAGEMENTS}<uuid:organisation_uuid>/<slug:objet_type>/<uuid:objet_uuid>/",
        engagement_update,
        name="engagement_update",
    ),
]
