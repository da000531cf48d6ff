from convive.gouvernance.views import (
    cloture,
    compte_rendu,
    convocation,
    decision,
    engagement,
    instance,
    mandat,
    note,
    reponse,
    seance,
    visite,
)

app_name = "gouvernance"
urlpatterns = [
    *instance.pages.urls,
    *mandat.pages.urls,
    *seance.pages.urls,
    *convocation.pages.urls,
    *reponse.pages.urls,
    *compte_rendu.pages.urls,
    *cloture.pages.urls,
    *note.pages.urls,
    *decision.pages.urls,
    *engagement.pages.urls,
    *visite.pages.urls,
]
