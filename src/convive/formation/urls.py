"""All the URLs of the package, included at the root."""

from convive.espaces.views.adresses import list_urls

app_name = "formation"
urlpatterns = list_urls("formation")
