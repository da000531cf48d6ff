"""All the addresses of the package, mounted at the root; each part has its own file."""

from django.urls import include, path

from convive.formation.urls import atelier, demande, pairs, presence, public, qualite, session, stagiaire
from convive.formation.views import organisme, programme, sequence
from convive.formation.views.aide_detail import aide_detail

app_name = "formation"
ORGANISME = (
    *session.urlpatterns,
    *demande.urlpatterns,
    *presence.urlpatterns,
    *atelier.urlpatterns,
    *qualite.urlpatterns,
    *pairs.urlpatterns,
)
"""In the espace of a training body, under « formation/ »."""

urlpatterns = [
    *organisme.pages.urls,
    *programme.pages.urls,
    *sequence.pages.urls,
    path("espaces/<uuid:espace_uuid>/aide/", aide_detail, name="aide_detail"),
    path("espaces/", include(pairs.du_poste)),
    path("espaces/<uuid:espace_uuid>/formation/", include(list(ORGANISME))),
    # A personal address, without an account.
    path("ma-formation/<str:cle>/", include(stagiaire.urlpatterns)),
    path("", include(public.urlpatterns)),
]
