"""Attendance and the documents of a session."""

from django.urls import path

from convive.formation.views.presence_list import presence_list
from convive.formation.views.presence_update import presence_update

PRESENCES = "sessions/<uuid:session_uuid>/presences/"

urlpatterns = [
    path(PRESENCES, presence_list, name="presence_list"),
    path(f"{PRESENCES}<uuid:demi_uuid>/", presence_update, name="presence_update"),
]
