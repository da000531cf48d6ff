"""Pages of exchanges in an espace, and those of a person: what she is told, and how."""

from django.urls import path

from convive.echanges.views.commentaire_update import commentaire_update
from convive.echanges.views.discussion_create import discussion_create
from convive.echanges.views.discussion_detail import discussion_detail
from convive.echanges.views.discussion_list import discussion_list
from convive.echanges.views.lettre_delete import lettre_delete
from convive.echanges.views.lettre_detail import lettre_detail
from convive.echanges.views.notification_list import notification_list
from convive.echanges.views.preference_update import preference_update

app_name = "echanges"

DANS_UN_ESPACE = "espaces/<uuid:espace_uuid>/echanges/"

urlpatterns = [
    path(DANS_UN_ESPACE, discussion_list, name="discussion_list"),
    path(f"{DANS_UN_ESPACE}discussions/<uuid:discussion_uuid>/", discussion_detail, name="discussion_detail"),
    path(f"{DANS_UN_ESPACE}commentaires/<uuid:commentaire_uuid>/", commentaire_update, name="commentaire_update"),
    path(f"{DANS_UN_ESPACE}<str:objet_type>/<uuid:objet_uuid>/", discussion_create, name="discussion_create"),
    path("notifications/", notification_list, name="notification_list"),
    path("notifications/lettre/", lettre_detail, name="lettre_detail"),
    path("lettre/<str:jeton>/", lettre_delete, name="lettre_delete"),
    path("notifications/preferences/", preference_update, name="preference_update"),
]
