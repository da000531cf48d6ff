"""The sessions of a training body."""

from django.urls import path

from convive.formation.views.inscription_list import inscription_list
from convive.formation.views.inscription_update import inscription_update
from convive.formation.views.session_bilan import session_bilan
from convive.formation.views.session_convocation import session_convocation
from convive.formation.views.session_create import session_create
from convive.formation.views.session_deroule import session_deroule
from convive.formation.views.session_detail import session_detail
from convive.formation.views.session_etat import session_etat
from convive.formation.views.session_horaires import session_horaires
from convive.formation.views.session_intervenants import session_intervenants
from convive.formation.views.session_list import session_list
from convive.formation.views.session_questionnaires import session_questionnaires
from convive.formation.views.session_update import session_update

SESSION = "sessions/<uuid:session_uuid>/"

urlpatterns = [
    path("", session_list, name="session_list"),
    path("sessions/nouvelle/", session_create, name="session_create"),
    path(SESSION, session_detail, name="session_detail"),
    path(f"{SESSION}modifier/", session_update, name="session_update"),
    path(f"{SESSION}horaires/", session_horaires, name="session_horaires"),
    path(f"{SESSION}intervenants/", session_intervenants, name="session_intervenants"),
    path(f"{SESSION}etat/", session_etat, name="session_etat"),
    path(f"{SESSION}convoquer/", session_convocation, name="session_convocation"),
    path(f"{SESSION}deroule/", session_deroule, name="session_deroule"),
    path(f"{SESSION}bilan/", session_bilan, name="session_bilan"),
    path(f"{SESSION}questionnaires/", session_questionnaires, name="session_questionnaires"),
    path(f"{SESSION}inscriptions/", inscription_list, name="inscription_list"),
    path(f"{SESSION}inscriptions/<uuid:inscription_uuid>/", inscription_update, name="inscription_update"),
]
