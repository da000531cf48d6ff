"""Under `ma-formation/<cle>/`: the pages of a trainee, whose key is the only authority."""

from django.urls import path

from convive.formation.views.stagiaire_detail import stagiaire_detail

urlpatterns = [path("", stagiaire_detail, name="stagiaire_detail")]
