from convive.espaces.views.adresses import list_urls

app_name = "plan_action"
urlpatterns = list_urls("plan_action")
