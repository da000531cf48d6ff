from django.apps import AppConfig


class PlanActionConfig(AppConfig):
    name = "convive.plan_action"
    label = "plan_action"
    verbose_name = "Plan d’actions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.plan_action.donnees_personnelles import record_donnees
        from convive.plan_action.echeances import record_echeances
        from convive.plan_action.exports import record_documents
        from convive.plan_action.gestes import record_gestes
        from convive.plan_action.obstacles import record_obstacles
        from convive.plan_action.pages import record_pages
        from convive.plan_action.panels import record_panneaux
        from convive.plan_action.permissions import record_droits
        from convive.plan_action.reprises import record_reprises

        record_droits()
        record_gestes()
        record_echeances()
        record_donnees()
        record_pages()
        record_documents()
        record_obstacles()
        record_panneaux()
        record_reprises()
