"""Our own page of the compte; the others are allauth's, under the same prefix."""

from django.urls import path

from convive.comptes.views.compte_detail import compte_detail

app_name = "comptes"
urlpatterns = [path("", compte_detail, name="compte_detail")]
