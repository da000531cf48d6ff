from convive.espaces.views.adresses import list_urls

app_name = "gouvernance"
urlpatterns = list_urls("gouvernance")
