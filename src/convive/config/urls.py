"""Root URLs: each domain adds its own."""

from django.urls import include, path

from convive.comptes.connexion_externe import callback

urlpatterns = [
    path("", include("convive.diagnostic.urls")),
    path("", include("convive.comptes.urls")),
    # Before allauth, whose view it replaces.
    path("compte/oidc/<str:provider_id>/login/callback/", callback, name="openid_connect_callback"),
    path("compte/", include("allauth.urls")),
    path("", include("convive.espaces.urls")),
    # Has URLs both under « espaces/ » and under « compte/ ».
    path("", include("convive.documents.urls")),
    path("", include("convive.echanges.urls")),
    path("", include("convive.recherche.urls")),
    path("", include("convive.acteurs.urls")),
    path("", include("convive.offre.urls")),
    path("", include("convive.convention.urls")),
    path("", include("convive.plan_action.urls")),
    path("", include("convive.gouvernance.urls")),
    path("", include("convive.finances.urls")),
    path("", include("convive.prise_poste.urls")),
    path("", include("convive.formation.urls")),
    path("ui/", include("convive.ui.urls")),
]

handler400 = "convive.ui.views.bad_request"
handler403 = "convive.ui.views.permission_denied"
handler404 = "convive.ui.views.not_found"
# Only used by allauth.
handler429 = "convive.ui.views.too_many_requests"
handler500 = "convive.ui.views.server_error"
