"""All the URLs of the package, included at the root."""

from convive.formation.views import (
    aide,
    atelier,
    atelier_stagiaire,
    convocation,
    demande,
    document_session,
    dossier,
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
    qualite,
    questionnaire_stagiaire,
    registre,
    sequence,
    session,
    stagiaire,
    verification,
)

app_name = "formation"
STAGIAIRE = [
    *stagiaire.pages.urls,
    *questionnaire_stagiaire.pages.urls,
    *atelier_stagiaire.pages.urls,
    *lecture_stagiaire.pages.urls,
    *emargement.pages.urls,
    *entre_pairs.du_stagiaire.urls,
]
"""The pages of a stagiaire, for which the key is the only credential."""

urlpatterns = [
    *organisme.pages.urls,
    *demande.pages.urls,
    *programme.pages.urls,
    *sequence.pages.urls,
    *session.pages.urls,
    *inscription.pages.urls,
    *convocation.pages.urls,
    *presence.pages.urls,
    *feuille.pages.urls,
    *atelier.pages.urls,
    *exercice.pages.urls,
    *enquete.pages.urls,
    *document_session.pages.urls,
    *qualite.pages.urls,
    *registre.pages.urls,
    *entre_pairs.pages.urls,
    *entre_pairs.du_poste.urls,
    *aide.pages.urls,
    *STAGIAIRE,
    *dossier.urls,
    # Without a compte.
    *aide.publiques,
    *formation_publique.urls,
    *demande.publiques,
    *emargement.publiques,
    *verification.urls,
]
