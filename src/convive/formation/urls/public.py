"""What an employer, a trainer, a funder thinks; what a trainee brings back."""

from django.urls import path

from convive.formation.views.avis_update import avis_update
from convive.formation.views.dossier_import import dossier_import

urlpatterns = [
    path("formation/avis/<str:cle>/", avis_update, name="avis_update"),
    # With an account, whose inscription it is.
    path("compte/formations/<uuid:inscription_uuid>/rapporter/", dossier_import, name="dossier_import"),
]
