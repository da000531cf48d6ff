"""Under `espaces/<uuid>/instances/` and `espaces/<uuid>/decisions/`."""

from django.urls import path

from convive.gouvernance.views import instance, mandat
from convive.gouvernance.views.decision_create import decision_create
from convive.gouvernance.views.decision_detail import decision_detail
from convive.gouvernance.views.decision_export import decision_export
from convive.gouvernance.views.decision_list import decision_list
from convive.gouvernance.views.decision_update import decision_update
from convive.gouvernance.views.deliberation_detail import deliberation_detail
from convive.gouvernance.views.effet_create import effet_create
from convive.gouvernance.views.emargement_update import emargement_update
from convive.gouvernance.views.engagement_list import engagement_list
from convive.gouvernance.views.engagement_update import engagement_update
from convive.gouvernance.views.ligne_update import ligne_update
from convive.gouvernance.views.note_arbitrage import note_arbitrage
from convive.gouvernance.views.note_create import note_create
from convive.gouvernance.views.note_detail import note_detail
from convive.gouvernance.views.note_list import note_list
from convive.gouvernance.views.note_update import note_update
from convive.gouvernance.views.reseau_detail import reseau_detail
from convive.gouvernance.views.scenario_create import scenario_create
from convive.gouvernance.views.scenario_update import scenario_update
from convive.gouvernance.views.seance_calendrier import seance_calendrier
from convive.gouvernance.views.seance_cloture import seance_cloture
from convive.gouvernance.views.seance_convocation import seance_convocation
from convive.gouvernance.views.seance_create import seance_create
from convive.gouvernance.views.seance_detail import seance_detail
from convive.gouvernance.views.seance_dossier import seance_dossier
from convive.gouvernance.views.seance_echanges import seance_echanges
from convive.gouvernance.views.seance_notes import seance_notes
from convive.gouvernance.views.seance_presences import seance_presences
from convive.gouvernance.views.seance_presentation import seance_presentation
from convive.gouvernance.views.seance_update import seance_update
from convive.gouvernance.views.visite_detail import visite_detail
from convive.gouvernance.views.visite_update import visite_update

app_name = "gouvernance"
INSTANCES = "espaces/<uuid:espace_uuid>/instances/"
INSTANCE = f"{INSTANCES}<uuid:instance_uuid>/"
SEANCE = f"{INSTANCES}seances/<uuid:seance_uuid>/"
DECISIONS = "espaces/<uuid:espace_uuid>/decisions/"
ENGAGEMENTS = "espaces/<uuid:espace_uuid>/engagements/"
NOTES = f"{DECISIONS}notes/"
NOTE = f"{NOTES}<uuid:note_uuid>/"
DECISION = f"{DECISIONS}<uuid:decision_uuid>/"

urlpatterns = [
    *instance.pages.urls,
    *mandat.pages.urls,
    path("espaces/emargement/<str:cle>/", emargement_update, name="emargement_update"),
    path(f"{SEANCE}convocation/", seance_convocation, name="seance_convocation"),
    path(f"{SEANCE}presences/", seance_presences, name="seance_presences"),
    path(f"{INSTANCES}annee/", seance_calendrier, name="seance_calendrier"),
    path(f"{INSTANCE}seances/preparer/", seance_create, name="seance_create"),
    path(SEANCE, seance_detail, name="seance_detail"),
    path(f"{SEANCE}modifier/", seance_update, name="seance_update"),
    path(f"{SEANCE}notes/", seance_notes, name="seance_notes"),
    path(f"{SEANCE}lignes/<uuid:ligne_uuid>/", ligne_update, name="ligne_update"),
    path(f"{SEANCE}presentation/", seance_presentation, name="seance_presentation"),
    path(f"{SEANCE}echanges/", seance_echanges, name="seance_echanges"),
    path(f"{SEANCE}cloture/", seance_cloture, name="seance_cloture"),
    path(f"{SEANCE}dossier/", seance_dossier, name="seance_dossier"),
    path(DECISIONS, decision_list, name="decision_list"),
    path(f"{DECISIONS}noter/", decision_create, name="decision_create"),
    path(f"{DECISIONS}fichier/<slug:format>/", decision_export, name="decision_export"),
    path(NOTES, note_list, name="note_list"),
    path(f"{NOTES}ouvrir/", note_create, name="note_create"),
    path(NOTE, note_detail, name="note_detail"),
    path(f"{NOTE}modifier/", note_update, name="note_update"),
    path(f"{NOTE}arbitrage/", note_arbitrage, name="note_arbitrage"),
    path(f"{NOTE}scenarios/ajouter/", scenario_create, name="scenario_create"),
    path(f"{NOTE}scenarios/<uuid:scenario_uuid>/", scenario_update, name="scenario_update"),
    path(DECISION, decision_detail, name="decision_detail"),
    path(f"{DECISION}deliberation/", deliberation_detail, name="deliberation_detail"),
    path(f"{DECISION}modifier/", decision_update, name="decision_update"),
    path(f"{DECISION}effets/<slug:objet_type>/<uuid:objet_uuid>/", effet_create, name="effet_create"),
    path("espaces/<uuid:espace_uuid>/reseau/", reseau_detail, name="reseau_detail"),
    path(ENGAGEMENTS, engagement_list, name="engagement_list"),
    path(
        f"{ENGAGEMENTS}<uuid:organisation_uuid>/<slug:objet_type>/<uuid:objet_uuid>/",
        engagement_update,
        name="engagement_update",
    ),
    path("espaces/<uuid:espace_uuid>/visite/", visite_detail, name="visite_detail"),
    path("espaces/<uuid:espace_uuid>/visite/<slug:etape>/", visite_update, name="visite_update"),
]
