"""What a trainee brings back."""

from django.urls import path

from convive.formation.views.dossier_import import dossier_import

urlpatterns = [
    # With an account, whose inscription it is.
    path("compte/formations/<uuid:inscription_uuid>/rapporter/", dossier_import, name="dossier_import"),
]
