"""Our own pages of the compte; the others are allauth's, under the same prefix."""

from django.urls import path

from convive.comptes.views.compte_detail import compte_detail
from convive.comptes.views.persona_list import persona_list

app_name = "comptes"
urlpatterns = [
    path("", compte_detail, name="compte_detail"),
    path("demo/", persona_list, name="persona_list"),
]
