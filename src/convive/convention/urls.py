from convive.espaces.views.adresses import list_urls

app_name = "convention"
urlpatterns = list_urls("convention")
