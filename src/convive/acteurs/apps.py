from convive.socle import paquet


class ActeursConfig(paquet.PaquetConfig):
    name = "convive.acteurs"
    label = "acteurs"
    verbose_name = "Acteurs"

    def ready(self) -> None:
        from convive.acteurs.donnees_personnelles import record_donnees
        from convive.acteurs.exports import record_documents
        from convive.acteurs.pages import record_pages
        from convive.acteurs.panels import record_taches
        from convive.acteurs.permissions import record_droits
        from convive.acteurs.selectors.lettre_groupe import record_sources

        record_droits()
        record_pages()
        record_donnees()
        record_documents()
        record_sources()
        record_taches()
