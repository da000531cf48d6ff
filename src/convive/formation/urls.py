"""All the addresses of the package, mounted at the root."""

from convive.espaces.views.adresses import list_urls

app_name = "formation"
urlpatterns = list_urls("formation")
