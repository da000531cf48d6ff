from django.apps import AppConfig


class ActeursConfig(AppConfig):
    name = "convive.acteurs"
    label = "acteurs"
    verbose_name = "Acteurs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.acteurs.copie import record_copie
        from convive.acteurs.donnees_personnelles import record_donnees
        from convive.acteurs.objets import record_objets
        from convive.acteurs.permissions import record_droits

        record_droits()
        record_objets()
        record_copie()
        record_donnees()
