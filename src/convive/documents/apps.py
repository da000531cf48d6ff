from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "convive.documents"
    label = "documents"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.documents.actions.gel import sign_gels
        from convive.documents.actions.lecture import submit_lecture
        from convive.documents.donnees_personnelles import record_donnees
        from convive.documents.exports import record_documents
        from convive.documents.exports.annexes import record_emplacements
        from convive.documents.exports.gels import record_gels
        from convive.documents.exports.pieces import record_travaux
        from convive.documents.exports.preparation import record_travaux as record_travaux_documents
        from convive.documents.fichiers import delete_fichiers
        from convive.documents.pages import record_pages
        from convive.documents.panels import record_panneaux
        from convive.documents.permissions import record_droits
        from convive.espaces.copie.registre import copie

        record_droits()
        record_pages()
        copie.record_suite(submit_lecture)
        copie.record_suite(sign_gels)
        copie.record_effacement(delete_fichiers)
        record_documents()
        record_emplacements()
        record_gels()
        record_donnees()
        record_travaux()
        record_travaux_documents()
        record_panneaux()
