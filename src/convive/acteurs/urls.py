from convive.espaces.views.adresses import list_urls

app_name = "acteurs"
urlpatterns = list_urls("acteurs")
