from convive.socle import paquet


class ConventionConfig(paquet.PaquetConfig):
    name = "convive.convention"
    label = "convention"
    verbose_name = "Convention"

    def ready(self) -> None:
        from convive.convention.donnees_personnelles import record_donnees
        from convive.convention.echeances import record_echeances
        from convive.convention.exports import record_documents, record_gels
        from convive.convention.exports.contenus_plans import record_contenus_plans
        from convive.convention.pages import record_pages
        from convive.convention.panels import record_panneaux
        from convive.convention.permissions import record_droits
        from convive.convention.reprises import record_biens_communs, record_reprises

        record_echeances()
        record_droits()
        record_donnees()
        record_pages()
        record_panneaux()
        record_documents()
        record_gels()
        record_contenus_plans()
        record_reprises()
        record_biens_communs()
