from convive.socle import paquet
from convive.socle.navigation import EntreeNavigation, PagePied, Verbe, navigation


class DiagnosticConfig(paquet.PaquetConfig):
    name = "convive.diagnostic"
    label = "diagnostic"
    verbose_name = "Diagnostic"

    def ready(self) -> None:
        from convive.diagnostic.donnees_personnelles import record_donnees
        from convive.diagnostic.exports.contenus_enjeux import record_contenus_enjeux
        from convive.diagnostic.exports.contenus_espace import record_contenus_espace
        from convive.diagnostic.exports.contenus_indicateurs import record_contenus_indicateurs
        from convive.diagnostic.exports.contenus_portrait import record_contenus_portrait
        from convive.diagnostic.exports.document import record_documents_diagnostic
        from convive.diagnostic.exports.formats import record_documents
        from convive.diagnostic.exports.telechargement import record_travaux
        from convive.diagnostic.exports.une_page import record_une_page
        from convive.diagnostic.gestes import record_gestes
        from convive.diagnostic.pages import record_pages
        from convive.diagnostic.panels import record_champs_partages, record_panneaux
        from convive.diagnostic.permissions import record_droits
        from convive.diagnostic.recherche import record_sources

        record_droits()
        record_gestes()
        record_pages()
        record_donnees()
        record_contenus_portrait()
        record_contenus_indicateurs()
        record_contenus_espace()
        record_contenus_enjeux()
        record_documents_diagnostic()
        record_une_page()
        record_panneaux()
        record_champs_partages()
        record_documents()
        record_travaux()
        record_sources()
        navigation.record_entrees(
            EntreeNavigation(
                Verbe.COMPRENDRE,
                "Portrait",
                "diagnostic:territoire_list",
                10,
                "le territoire en chiffres",
                pages=("diagnostic:portrait_detail",),
                hors_espace=True,
            ),
            EntreeNavigation(
                Verbe.COMPRENDRE,
                "Composer un périmètre",
                "diagnostic:perimetre_create",
                20,
                "plusieurs communes ensemble",
                hors_espace=True,
            ),
        )
        navigation.record_pied(PagePied("Données et sources", "diagnostic:source_list", 5))
