from django.apps import AppConfig

from convive.socle.navigation import CibleRecherche, EntreeNavigation, Verbe, navigation


class RechercheConfig(AppConfig):
    name = "convive.recherche"
    label = "recherche"
    verbose_name = "Recherche"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.espaces.copie.registre import copie
        from convive.recherche.sources_produit import record_sources
        from convive.recherche.suivi import follow_copie, follow_type
        from convive.socle.objets import objets

        copie.record_suite(follow_copie)
        record_sources()
        objets.observe(follow_type)
        navigation.record_recherche(
            CibleRecherche("recherche:resultat_list", "Rechercher", "Note, territoire, sigle…", suggestions=True)
        )
        navigation.record_entrees(
            EntreeNavigation(Verbe.APPRENDRE, "Glossaire", "recherche:sigle_list", 90, "les sigles en toutes lettres")
        )
