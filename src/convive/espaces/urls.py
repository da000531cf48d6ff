from convive.espaces.views.adresses import list_urls

app_name = "espaces"
urlpatterns = list_urls("espaces")
