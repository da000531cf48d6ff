from convive.espaces.views import copie, echeance, espace, lien, membre, note, partage, thematique, version

app_name = "espaces"
urlpatterns = [
    *espace.pages.urls,
    *membre.pages.urls,
    *lien.pages.urls,
    *echeance.pages.urls,
    *partage.pages.urls,
    *thematique.pages.urls,
    *note.pages.urls,
    *version.urls,
    *copie.pages.urls,
]
