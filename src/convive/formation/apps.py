from convive.socle import paquet


class FormationConfig(paquet.PaquetConfig):
    name = "convive.formation"
    label = "formation"
    verbose_name = "Formation"

    def ready(self) -> None:
        from convive.espaces.copie.registre import copie
        from convive.formation.actions.exercice import delete_exercices_espace
        from convive.formation.actions.territoire import record_fournis
        from convive.formation.donnees_personnelles import record_donnees
        from convive.formation.exports.bilan_session import record_bilans
        from convive.formation.exports.calendrier import record_calendrier
        from convive.formation.exports.cartes import record_cartes
        from convive.formation.exports.exercices import record_travaux
        from convive.formation.exports.lot_documents import record_travaux_documents
        from convive.formation.exports.observation import record_observation
        from convive.formation.exports.outil_vierge import record_outil_vierge
        from convive.formation.exports.pieces_convocation import record_pieces_convocation
        from convive.formation.exports.programme import record_programmes
        from convive.formation.exports.qualiopi import record_travaux_qualiopi
        from convive.formation.exports.registre_traitements import record_registre
        from convive.formation.exports.valise import record_valise
        from convive.formation.pages import record_aide, record_pages
        from convive.formation.panels import record_panneaux
        from convive.formation.permissions import record_droits
        from convive.formation.selectors.apprentissages import record_apprentissages
        from convive.formation.taches import record_taches

        record_droits()
        copie.record_effacement(delete_exercices_espace)
        record_donnees()
        record_pages()
        record_aide()
        record_apprentissages()
        record_outil_vierge()
        record_observation()
        record_cartes()
        record_programmes()
        record_registre()
        record_calendrier()
        record_pieces_convocation()
        record_bilans()
        record_travaux_documents()
        record_taches()
        record_panneaux()
        record_travaux()
        record_travaux_qualiopi()
        record_valise()
        record_fournis()
