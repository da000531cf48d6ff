from convive.espaces.views.adresses import list_urls

app_name = "prise_poste"
urlpatterns = list_urls("prise_poste")
