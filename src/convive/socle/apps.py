from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "convive.socle"
    label = "socle"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.socle.maison import record_objets

        record_objets()
