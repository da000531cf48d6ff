from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "convive.territoires"
    label = "territoires"
    default_auto_field = "django.db.models.BigAutoField"
