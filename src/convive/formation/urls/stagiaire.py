"""Under `ma-formation/<cle>/`: the pages of a trainee, whose key is the only authority."""

from django.urls import path

from convive.formation.views.atelier_emport import atelier_emport
from convive.formation.views.atelier_stagiaire_detail import atelier_stagiaire_detail
from convive.formation.views.atelier_stagiaire_list import atelier_stagiaire_list
from convive.formation.views.document_personnel_export import document_personnel_export
from convive.formation.views.document_personnel_list import document_personnel_list
from convive.formation.views.emargement_personnel_update import emargement_personnel_update
from convive.formation.views.lecture_projet_update import lecture_projet_update
from convive.formation.views.lecture_stagiaire_detail import lecture_stagiaire_detail
from convive.formation.views.stagiaire_calendrier_export import stagiaire_calendrier_export
from convive.formation.views.stagiaire_detail import stagiaire_detail
from convive.formation.views.stagiaire_dossier import stagiaire_dossier
from convive.formation.views.stagiaire_dossier_export import stagiaire_dossier_export
from convive.formation.views.stagiaire_exercice import stagiaire_exercice
from convive.formation.views.stagiaire_pair_list import stagiaire_pair_list
from convive.formation.views.stagiaire_positionnement import stagiaire_positionnement
from convive.formation.views.stagiaire_question_detail import stagiaire_question_detail
from convive.formation.views.stagiaire_question_list import stagiaire_question_list
from convive.formation.views.stagiaire_questionnaire import stagiaire_questionnaire
from convive.formation.views.stagiaire_reclamation import stagiaire_reclamation

urlpatterns = [
    path("", stagiaire_detail, name="stagiaire_detail"),
    path("grille/<slug:moment>/", stagiaire_positionnement, name="stagiaire_positionnement"),
    path("questionnaires/<slug:enquete>/", stagiaire_questionnaire, name="stagiaire_questionnaire"),
    path("agenda.ics", stagiaire_calendrier_export, name="stagiaire_calendrier_export"),
    path("ateliers/", atelier_stagiaire_list, name="atelier_stagiaire_list"),
    path("ateliers/<uuid:atelier_uuid>/", atelier_stagiaire_detail, name="atelier_stagiaire_detail"),
    path("reclamation/", stagiaire_reclamation, name="stagiaire_reclamation"),
    path("ateliers/<uuid:atelier_uuid>/emporter/", atelier_emport, name="atelier_emport"),
    path("ateliers/<uuid:atelier_uuid>/mon-projet/", lecture_projet_update, name="lecture_projet_update"),
    path(
        "ateliers/<uuid:atelier_uuid>/lecture/<slug:projet_cle>/",
        lecture_stagiaire_detail,
        name="lecture_stagiaire_detail",
    ),
    path("territoire/", stagiaire_exercice, name="stagiaire_exercice"),
    path("entre-pairs/", stagiaire_question_list, name="stagiaire_question_list"),
    path("entre-pairs/annuaire/", stagiaire_pair_list, name="stagiaire_pair_list"),
    path("entre-pairs/<uuid:question_uuid>/", stagiaire_question_detail, name="stagiaire_question_detail"),
    path("documents/", document_personnel_list, name="document_personnel_list"),
    path("documents/fichier/", document_personnel_export, name="document_personnel_export"),
    path("presences/", emargement_personnel_update, name="emargement_personnel_update"),
    path("dossier/", stagiaire_dossier, name="stagiaire_dossier"),
    path("dossier/<slug:format>/", stagiaire_dossier_export, name="stagiaire_dossier_export"),
]
