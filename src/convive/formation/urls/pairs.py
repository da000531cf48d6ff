"""Between peers, in the espace of a training body."""

from django.urls import path

from convive.formation.views.pair_list import pair_list
from convive.formation.views.question_detail import question_detail
from convive.formation.views.question_list import question_list

PAIRS = "entre-pairs/"

urlpatterns = [
    path(PAIRS, question_list, name="question_list"),
    path(f"{PAIRS}annuaire/", pair_list, name="pair_list"),
    path(f"{PAIRS}<uuid:question_uuid>/", question_detail, name="question_detail"),
]
