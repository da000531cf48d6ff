from django.apps import AppConfig


class FormationConfig(AppConfig):
    name = "convive.formation"
    label = "formation"
    verbose_name = "Formation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.formation.copie import record_copie, record_copie_atelier, record_copie_pair, record_copie_qualite
        from convive.formation.donnees_personnelles import record_donnees
        from convive.formation.exports.bilan_session import record_bilans
        from convive.formation.exports.calendrier import record_calendrier
        from convive.formation.exports.cartes import record_cartes
        from convive.formation.exports.exercices import record_travaux
        from convive.formation.exports.lot_documents import record_travaux_documents
        from convive.formation.exports.outil_vierge import record_outil_vierge
        from convive.formation.exports.pieces_convocation import record_pieces_convocation
        from convive.formation.exports.programme import record_programmes
        from convive.formation.exports.qualiopi import record_travaux_qualiopi
        from convive.formation.objets import (
            record_objets,
            record_objets_atelier,
            record_objets_pair,
            record_objets_qualite,
        )
        from convive.formation.pages import record_aide, record_pages
        from convive.formation.panels import record_panneaux
        from convive.formation.permissions import record_droits
        from convive.formation.preparation import record_preparation
        from convive.formation.preparation.enquetes import record_enquetes
        from convive.formation.preparation.presence import record_preparation_presence
        from convive.formation.selectors.apprentissages import record_apprentissages
        from convive.formation.selectors.preuves_documents import record_preuves_documents
        from convive.formation.selectors.preuves_enquetes import record_preuves_enquetes
        from convive.formation.selectors.preuves_organisme import record_preuves_organisme
        from convive.formation.selectors.preuves_presence import record_preuves_presence
        from convive.formation.selectors.preuves_session import record_preuves_session
        from convive.formation.taches import record_taches, record_taches_qualite, record_taches_sessions

        record_droits()
        record_objets()
        record_copie()
        record_objets_atelier()
        record_copie_atelier()
        record_objets_pair()
        record_copie_pair()
        record_donnees()
        record_pages()
        record_aide()
        record_apprentissages()
        record_outil_vierge()
        record_cartes()
        record_programmes()
        record_calendrier()
        record_pieces_convocation()
        record_bilans()
        record_preparation()
        record_preparation_presence()
        record_travaux_documents()
        record_enquetes()
        record_taches()
        record_taches_sessions()
        record_panneaux()
        record_objets_qualite()
        record_copie_qualite()
        record_travaux()
        record_travaux_qualiopi()
        record_taches_qualite()
        record_preuves_organisme()
        record_preuves_session()
        record_preuves_documents()
        record_preuves_presence()
        record_preuves_enquetes()
