from django.apps import AppConfig


class DiagnosticConfig(AppConfig):
    name = "convive.diagnostic"
    label = "diagnostic"
    default_auto_field = "django.db.models.BigAutoField"
