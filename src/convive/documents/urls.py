"""Mounted at the root: the pages of an espace, those of a person, and the gallery, open to anyone."""

from convive.documents.views import document, exemple, gel, modele, piece, travail

app_name = "documents"
urlpatterns = [
    *document.pages.urls,
    *modele.pages.urls,
    *piece.pages.urls,
    *gel.urls,
    *travail.urls,
    *exemple.urls,
]
