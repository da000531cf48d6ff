from django.apps import AppConfig


class ActeursConfig(AppConfig):
    name = "convive.acteurs"
    label = "acteurs"
    verbose_name = "Acteurs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from convive.acteurs.copie import record_copie
        from convive.acteurs.donnees_personnelles import record_donnees
        from convive.acteurs.exports import record_documents
        from convive.acteurs.objets import filter_lecteurs_poste, record_objets
        from convive.acteurs.pages import record_pages
        from convive.acteurs.panels import record_taches
        from convive.acteurs.permissions import record_droits
        from convive.acteurs.selectors.lettre import record_sources
        from convive.documents.porteurs import Porteur, porteurs
        from convive.echanges.panneau import record_echanges
        from convive.espaces.models import filter_membres_concernes

        record_droits()
        record_objets()
        record_pages()
        record_copie()
        record_donnees()
        record_documents()
        record_sources()
        record_taches()
        porteurs.record(Porteur("organisation", "acteurs:organisation_detail"))
        # The lettre de mission, above all.
        porteurs.record(Porteur("poste_cooperation", "acteurs:poste_detail"))
        record_echanges("poste_cooperation", page="acteurs:poste_detail", filter_lecteurs=filter_lecteurs_poste)
        record_echanges(
            "organisation",
            page="acteurs:organisation_detail",
            filter_lecteurs=filter_membres_concernes,
            champs=("communes",),
            invite="Une question à l’équipe, une précision sur la fiche\u00a0: la suite se lira au même endroit. Un "
            "appel ou une rencontre se note plus haut, avec sa date. Des faits, jamais un avis sur une personne.",
        )
