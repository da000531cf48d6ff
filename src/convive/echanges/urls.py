from convive.espaces.views.adresses import list_urls

app_name = "echanges"
urlpatterns = list_urls("echanges")
