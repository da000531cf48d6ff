from convive.espaces.views.adresses import list_urls

app_name = "documents"
urlpatterns = list_urls("documents")
