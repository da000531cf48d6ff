from django.apps import AppConfig


class RechercheConfig(AppConfig):
    name = "convive.recherche"
    label = "recherche"
    verbose_name = "Recherche"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.recherche.copie import record_copie
        from convive.recherche.suivi import follow_type
        from convive.socle.objets import objets

        record_copie()
        objets.observe(follow_type)
