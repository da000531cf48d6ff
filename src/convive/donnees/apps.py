from django.apps import AppConfig


class DonneesConfig(AppConfig):
    name = "convive.donnees"
    label = "donnees"
    default_auto_field = "django.db.models.BigAutoField"
