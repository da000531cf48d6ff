from convive.espaces.views.adresses import list_urls

app_name = "finances"
urlpatterns = list_urls("finances")
