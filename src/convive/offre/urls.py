from convive.offre.views import cof, competence_sppe, equipement, exploration, imports, type_service

app_name = "offre"
urlpatterns = [
    *equipement.pages.urls,
    *exploration.pages.urls,
    *cof.pages.urls,
    *competence_sppe.pages.urls,
    *imports.pages.urls,
    *type_service.pages.urls,
]
