from django.apps import AppConfig


class GouvernanceConfig(AppConfig):
    name = "convive.gouvernance"
    label = "gouvernance"
    verbose_name = "Instances et décisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.gouvernance.donnees_personnelles import record_donnees
        from convive.gouvernance.echeances import record_echeances
        from convive.gouvernance.exports import record_documents
        from convive.gouvernance.exports.deliberation import record_deliberation
        from convive.gouvernance.exports.dossier import record_travaux
        from convive.gouvernance.exports.elu import record_page
        from convive.gouvernance.exports.gels import record_gels
        from convive.gouvernance.exports.mandat import record_mandat
        from convive.gouvernance.exports.note import record_notes
        from convive.gouvernance.exports.visite import record_kit
        from convive.gouvernance.gestes import record_gestes
        from convive.gouvernance.gestes.voix import record_geste_voix
        from convive.gouvernance.obstacles import record_obstacles
        from convive.gouvernance.pages import record_pages
        from convive.gouvernance.panels import record_panneaux
        from convive.gouvernance.permissions import record_droits
        from convive.gouvernance.rencontres import record_rencontres_seances
        from convive.gouvernance.reprises import record_reprises
        from convive.gouvernance.reunions import record_reunions
        from convive.gouvernance.taches import record_taches
        from convive.gouvernance.volets_elu import record_volets

        record_droits()
        record_donnees()
        record_pages()
        record_echeances()
        record_gels()
        record_notes()
        record_deliberation()
        record_documents()
        record_travaux()
        record_page()
        record_kit()
        record_mandat()
        record_volets()
        record_panneaux()
        record_taches()
        record_obstacles()
        record_reprises()
        record_rencontres_seances()
        record_reunions()
        record_gestes()
        record_geste_voix()
