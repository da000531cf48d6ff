from django.apps import AppConfig

from convive.socle.navigation import CibleRecherche, EntreeNavigation, Verbe, navigation


class DiagnosticConfig(AppConfig):
    name = "convive.diagnostic"
    label = "diagnostic"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.diagnostic.panels import record_champs_partages, record_panneaux

        record_panneaux()
        record_champs_partages()
        from convive.diagnostic.exports.formats import record_documents
        from convive.diagnostic.panels import record_panneaux

        record_panneaux()
        record_documents()
        navigation.record_entrees(
            EntreeNavigation(
                Verbe.COMPRENDRE,
                "Portrait",
                "diagnostic:territoire_list",
                10,
                "le territoire en chiffres",
                pages=("diagnostic:portrait_detail",),
            ),
            EntreeNavigation(
                Verbe.COMPRENDRE,
                "Composer un périmètre",
                "diagnostic:perimetre_create",
                20,
                "plusieurs communes ensemble",
            ),
            EntreeNavigation(
                Verbe.COMPRENDRE, "Données et sources", "diagnostic:source_list", 90, "d’où viennent les chiffres"
            ),
        )
        navigation.record_recherche(
            CibleRecherche(
                "diagnostic:territoire_list",
                "Chercher un territoire : nom, code Insee, SIREN ou code postal",
                "Commune ou intercommunalité…",
            )
        )
