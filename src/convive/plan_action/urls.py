"""Under `espaces/<uuid>/plan/`."""

from django.urls import path

from convive.plan_action.views.fiche_action_detail import fiche_action_detail
from convive.plan_action.views.plan_detail import plan_detail

app_name = "plan_action"
PLAN = "<uuid:espace_uuid>/plan/"
CTG = f"{PLAN}ctg/<uuid:ctg_uuid>/"
FICHE = f"{PLAN}actions/<uuid:fiche_uuid>/"

urlpatterns = [
    # Without an identifier: the plan of the CTG that people mean.
    path(PLAN, plan_detail, name="plan_detail"),
    path(CTG, plan_detail, name="plan_detail"),
    path(FICHE, fiche_action_detail, name="fiche_action_detail"),
]
