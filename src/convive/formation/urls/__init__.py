"""All the addresses of the package, mounted at the root; each part has its own file."""

from django.urls import include, path

from convive.formation.urls import presence, public, qualite, session
from convive.formation.views import (
    aide_publique,
    atelier,
    atelier_stagiaire,
    demande,
    deroule,
    emargement,
    entre_pairs,
    exercice,
    formation_publique,
    lecture_stagiaire,
    organisme,
    programme,
    questionnaire_stagiaire,
    sequence,
    stagiaire,
    verification,
)
from convive.formation.views import presence as presences
from convive.formation.views.aide_detail import aide_detail

app_name = "formation"
ORGANISME = (
    *session.urlpatterns,
    *presence.urlpatterns,
    *qualite.urlpatterns,
)
"""In the espace of a training body, under « formation/ »."""
STAGIAIRE = [
    *stagiaire.pages.urls,
    *questionnaire_stagiaire.pages.urls,
    *atelier_stagiaire.pages.urls,
    *lecture_stagiaire.pages.urls,
    *emargement.pages.urls,
    *entre_pairs.du_stagiaire.urls,
]
"""The pages of a trainee, whose key is the only authority."""

urlpatterns = [
    *organisme.pages.urls,
    *programme.pages.urls,
    *sequence.pages.urls,
    *deroule.pages.urls,
    *demande.pages.urls,
    *presences.pages.urls,
    *atelier.pages.urls,
    *exercice.pages.urls,
    *entre_pairs.pages.urls,
    *entre_pairs.du_poste.urls,
    path("espaces/<uuid:espace_uuid>/aide/", aide_detail, name="aide_detail"),
    path("espaces/<uuid:espace_uuid>/formation/", include(list(ORGANISME))),
    *STAGIAIRE,
    # Without an account.
    *aide_publique.urls,
    *formation_publique.urls,
    *demande.publiques,
    *emargement.publiques,
    *verification.urls,
    path("", include(public.urlpatterns)),
]
