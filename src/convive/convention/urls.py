from convive.convention.views import (
    article,
    avenant,
    ctg,
    jalon,
    plan_externe,
    reprise,
    signataire,
    type_jalon,
    visa,
)

app_name = "convention"
urlpatterns = [
    *ctg.pages.urls,
    *type_jalon.pages.urls,
    *reprise.pages.urls,
    *article.pages.urls,
    *visa.pages.urls,
    *jalon.pages.urls,
    *signataire.pages.urls,
    *avenant.pages.urls,
    *plan_externe.pages.urls,
]
