from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "convive.comptes"
    label = "comptes"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.comptes.declarations import record_donnees_personnelles

        record_donnees_personnelles()
