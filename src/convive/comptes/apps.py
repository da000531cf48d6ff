from django.apps import AppConfig

from convive.socle.navigation import PagePied, navigation


class ComptesConfig(AppConfig):
    name = "convive.comptes"
    label = "comptes"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.comptes.donnees_personnelles import record_donnees_personnelles

        record_donnees_personnelles()
        navigation.record_pied(
            PagePied("Données personnelles et cookies", "comptes:donnees_personnelles_detail", 10),
            PagePied("Accessibilité : non évaluée", "comptes:accessibilite_detail", 20),
            PagePied("Mentions légales", "comptes:mentions_legales", 30),
        )
