"""Under `espaces/<uuid>/plan/`."""

from convive.plan_action.views import arbre, elu, emport, fiche_action, imports, lot, modele, plan, point, vue_plan

app_name = "plan_action"
urlpatterns = [
    *plan.pages.urls,
    *lot.pages.urls,
    *vue_plan.pages.urls,
    *point.pages.urls,
    *elu.pages.urls,
    *arbre.pages.urls,
    *modele.pages.urls,
    *fiche_action.pages.urls,
    *emport.pages.urls,
    *imports.pages.urls,
]
