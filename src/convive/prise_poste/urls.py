from convive.prise_poste.views import auto_evaluation, etape, lettre, outil, parcours, passation, raci, rapport

app_name = "prise_poste"
urlpatterns = [
    *parcours.pages.urls,
    *etape.pages.urls,
    *auto_evaluation.pages.urls,
    *lettre.pages.urls,
    *raci.pages.urls,
    *rapport.pages.urls,
    *outil.pages.urls,
    *passation.pages.urls,
]
