from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "convive.socle"
    label = "socle"
    default_auto_field = "django.db.models.BigAutoField"
