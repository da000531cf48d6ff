"""Root URLs: each domain brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("convive.diagnostic.urls")),
    path("compte/", include("convive.comptes.urls")),
    path("compte/", include("allauth.urls")),
    path("espaces/", include("convive.espaces.urls")),
    path("espaces/<uuid:espace_uuid>/documents/", include("convive.documents.urls")),
    path("ui/", include("convive.ui.urls")),
]

handler400 = "convive.ui.views.bad_request"
handler403 = "convive.ui.views.permission_denied"
handler404 = "convive.ui.views.not_found"
handler500 = "convive.ui.views.server_error"
