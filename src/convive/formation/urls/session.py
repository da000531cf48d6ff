"""The sessions of a training body."""

from django.urls import path

from convive.formation.views.session_detail import session_detail
from convive.formation.views.session_list import session_list

urlpatterns = [
    path("", session_list, name="session_list"),
    path("sessions/<uuid:session_uuid>/", session_detail, name="session_detail"),
]
