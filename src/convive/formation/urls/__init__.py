"""All the addresses of the package, mounted at the root; each part has its own file."""

from django.urls import include, path

from convive.formation.urls import public, qualite
from convive.formation.views import (
    aide_publique,
    atelier,
    atelier_stagiaire,
    convocation,
    demande,
    deroule,
    document_session,
    emargement,
    enquete,
    entre_pairs,
    exercice,
    feuille,
    formation_publique,
    inscription,
    lecture_stagiaire,
    organisme,
    presence,
    programme,
    questionnaire_stagiaire,
    sequence,
    session,
    stagiaire,
    verification,
)
from convive.formation.views.aide_detail import aide_detail

app_name = "formation"
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
    *session.pages.urls,
    *inscription.pages.urls,
    *convocation.pages.urls,
    *enquete.pages.urls,
    *presence.pages.urls,
    *feuille.pages.urls,
    *atelier.pages.urls,
    *exercice.pages.urls,
    *document_session.pages.urls,
    *entre_pairs.pages.urls,
    *entre_pairs.du_poste.urls,
    path("espaces/<uuid:espace_uuid>/aide/", aide_detail, name="aide_detail"),
    path("espaces/<uuid:espace_uuid>/formation/", include(list(qualite.urlpatterns))),
    *STAGIAIRE,
    # Without an account.
    *aide_publique.urls,
    *formation_publique.urls,
    *demande.publiques,
    *emargement.publiques,
    *verification.urls,
    path("", include(public.urlpatterns)),
]
