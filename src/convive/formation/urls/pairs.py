"""Between peers: in the espace of a training body, and from the post where somebody works."""

from django.urls import path

from convive.formation.views.pair_list import pair_list
from convive.formation.views.poste_pair_list import poste_pair_list
from convive.formation.views.poste_question_detail import poste_question_detail
from convive.formation.views.poste_question_list import poste_question_list
from convive.formation.views.question_detail import question_detail
from convive.formation.views.question_list import question_list

PAIRS = "entre-pairs/"
POSTE = "<uuid:espace_uuid>/prise-de-poste/entre-pairs/<uuid:organisme_uuid>/"

urlpatterns = [
    path(PAIRS, question_list, name="question_list"),
    path(f"{PAIRS}annuaire/", pair_list, name="pair_list"),
    path(f"{PAIRS}<uuid:question_uuid>/", question_detail, name="question_detail"),
]
du_poste = [
    path(POSTE, poste_question_list, name="poste_question_list"),
    path(f"{POSTE}annuaire/", poste_pair_list, name="poste_pair_list"),
    path(f"{POSTE}<uuid:question_uuid>/", poste_question_detail, name="poste_question_detail"),
]
