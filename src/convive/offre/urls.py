from convive.espaces.views.adresses import list_urls

app_name = "offre"
urlpatterns = list_urls("offre")
