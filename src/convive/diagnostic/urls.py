from convive.espaces.views.adresses import list_urls

app_name = "diagnostic"
urlpatterns = list_urls("diagnostic")
