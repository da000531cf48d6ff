"""The pages of discussions in an espace, and a person's pages of notifications and preferences."""

from django.urls import path

from convive.echanges.views import commentaire, discussion, lettre_semaine, notification

app_name = "echanges"
urlpatterns = [
    *commentaire.pages.urls,
    *discussion.pages.urls,
    path("notifications/", notification.notification_list, name="notification_list"),
    path("notifications/lettre/", lettre_semaine.lettre_detail, name="lettre_detail"),
    path("lettre/<str:jeton>/", lettre_semaine.lettre_delete, name="lettre_delete"),
    path("notifications/preferences/", notification.preference_update, name="preference_update"),
]
