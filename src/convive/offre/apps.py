from convive.socle import paquet


class OffreConfig(paquet.PaquetConfig):
    name = "convive.offre"
    label = "offre"
    verbose_name = "Offre de services"

    def ready(self) -> None:
        from convive.offre.donnees_personnelles import record_donnees
        from convive.offre.echeances import record_echeances
        from convive.offre.exports import record_documents
        from convive.offre.gestes import record_gestes
        from convive.offre.pages import record_pages
        from convive.offre.panels import record_panneaux
        from convive.offre.permissions import record_droits

        record_echeances()
        record_droits()
        record_gestes()
        record_pages()
        record_donnees()
        record_panneaux()
        record_documents()
