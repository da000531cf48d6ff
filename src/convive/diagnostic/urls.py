from convive.diagnostic.views import (
    afom,
    avis,
    chapitre,
    constat,
    corbeille,
    diagnostic,
    enjeu,
    exploration,
    indicateur,
    indicateur_espace,
    note_entretien,
    parole,
    portrait,
    source,
    territoire,
    vote,
)

app_name = "diagnostic"
urlpatterns = [
    *territoire.urls,
    *portrait.urls,
    *source.urls,
    # The shared diagnosis of an espace.
    *note_entretien.pages.urls,
    *parole.pages.urls,
    *constat.pages.urls,
    *avis.pages.urls,
    *corbeille.pages.urls,
    *afom.pages.urls,
    *enjeu.pages.urls,
    *vote.pages.urls,
    *diagnostic.pages.urls,
    *chapitre.pages.urls,
    # Figures, of any périmètre and of an espace; what an espace counts by itself.
    *indicateur.pages.urls,
    *exploration.pages.urls,
    *indicateur_espace.pages.urls,
]
