from django.urls import path

from convive.ui import views

app_name = "ui"
urlpatterns = [path("", views.galerie, name="galerie")]
