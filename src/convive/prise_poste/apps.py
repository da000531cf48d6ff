from convive.socle import paquet


class PrisePosteConfig(paquet.PaquetConfig):
    name = "convive.prise_poste"
    label = "prise_poste"
    verbose_name = "Prise de poste"

    def ready(self) -> None:
        from convive.prise_poste.donnees_personnelles import record_donnees
        from convive.prise_poste.exports.lettre_mission import record_lettres
        from convive.prise_poste.exports.outil import record_outils
        from convive.prise_poste.exports.parcours import record_documents
        from convive.prise_poste.exports.passation import record_passation
        from convive.prise_poste.exports.rapport import record_rapport
        from convive.prise_poste.pages import record_pages
        from convive.prise_poste.permissions import record_droits
        from convive.prise_poste.taches import record_taches

        record_droits()
        record_donnees()
        record_pages()
        record_documents()
        record_outils()
        record_lettres()
        record_passation()
        record_rapport()
        record_taches()
