from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "convive.documents"
    label = "documents"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.documents.copie import record_copie
        from convive.documents.donnees_personnelles import record_donnees
        from convive.documents.exports import record_documents
        from convive.documents.exports.annexes import record_emplacements
        from convive.documents.exports.gels import record_gels
        from convive.documents.exports.pieces import record_travaux
        from convive.documents.exports.preparation import record_travaux as record_travaux_documents
        from convive.documents.objets import record_objets
        from convive.documents.pages import record_pages
        from convive.documents.panels import record_panneaux
        from convive.documents.permissions import record_droits

        record_droits()
        record_objets()
        record_pages()
        record_copie()
        record_documents()
        record_emplacements()
        record_gels()
        record_donnees()
        record_travaux()
        record_travaux_documents()
        record_panneaux()
