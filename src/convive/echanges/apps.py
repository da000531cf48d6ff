from django.apps import AppConfig

from convive.socle.evenements import evenements


class EchangesConfig(AppConfig):
    name = "convive.echanges"
    label = "echanges"
    verbose_name = "Échanges"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.documents.travaux import travaux
        from convive.echanges.actions.notification import delete_echanges, notify_travail, record_evenement
        from convive.echanges.donnees_personnelles import record_donnees
        from convive.echanges.evenements import record_evenements
        from convive.echanges.lecteurs import filter_lecteurs_piece
        from convive.echanges.pages import record_pages
        from convive.echanges.panels import record_panneaux
        from convive.echanges.panneau import record_branchements, record_echanges
        from convive.echanges.permissions import record_droits

        record_droits()
        record_donnees()
        record_pages()
        record_panneaux()
        record_evenements()
        record_branchements()
        evenements.record_suite("echanges", record_evenement)
        evenements.record_suite("echanges_effaces", delete_echanges)
        travaux.record_suite("echanges", notify_travail)
        record_echanges(
            "piece_jointe",
            page="documents:piece_detail",
            filter_lecteurs=filter_lecteurs_piece,
            invite="Une erreur à corriger, une page à relire\u00a0: écrivez ici ce que vous en pensez.",
        )
