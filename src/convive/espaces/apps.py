from django.apps import AppConfig

from convive.socle.navigation import EntreeNavigation, Verbe, navigation


class EspacesConfig(AppConfig):
    name = "convive.espaces"
    label = "espaces"
    verbose_name = "Espaces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.espaces.champs_partages import record_champs_partages
        from convive.espaces.copie.declarations import record_copie
        from convive.espaces.donnees_personnelles import record_donnees
        from convive.espaces.echeances import record_echeances
        from convive.espaces.evenements import record_evenements
        from convive.espaces.gestes import record_gestes
        from convive.espaces.pages import record_pages
        from convive.espaces.panels import record_panneaux
        from convive.espaces.permissions import record_droits
        from convive.espaces.views.acces import find_navigation

        record_echeances()
        record_pages()
        record_panneaux()
        record_droits()
        record_copie()
        record_donnees()
        record_gestes()
        record_evenements()
        record_champs_partages()
        navigation.record_locale(find_navigation)
        navigation.record_entrees(
            EntreeNavigation(
                Verbe.COOPERER,
                "Mes espaces",
                "espaces:espace_list",
                10,
                "travailler à plusieurs sur un territoire",
                pages=("espaces:espace_create",),
                hors_espace=True,
            )
        )
