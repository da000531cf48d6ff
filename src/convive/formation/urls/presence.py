"""The sheets and the documents of a session."""

from django.urls import path

from convive.formation.views.document_session_detail import document_session_detail
from convive.formation.views.document_session_export import document_session_export
from convive.formation.views.document_session_list import document_session_list
from convive.formation.views.feuille_export import feuille_export
from convive.formation.views.feuille_scan_export import feuille_scan_export

PRESENCES = "sessions/<uuid:session_uuid>/presences/"
DOCUMENTS = "sessions/<uuid:session_uuid>/documents/"

urlpatterns = [
    path(f"{PRESENCES}<uuid:demi_uuid>/feuille/", feuille_export, name="feuille_export"),
    path(f"{PRESENCES}<uuid:demi_uuid>/feuille-signee/", feuille_scan_export, name="feuille_scan_export"),
    path(DOCUMENTS, document_session_list, name="document_session_list"),
    path(f"{DOCUMENTS}<uuid:document_uuid>/", document_session_detail, name="document_session_detail"),
    path(f"{DOCUMENTS}<uuid:document_uuid>/fichier/", document_session_export, name="document_session_export"),
]
