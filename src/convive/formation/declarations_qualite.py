"""What quality and practice territories declare when the application starts."""


def record_qualite() -> None:
    from convive.formation.copie_qualite import record_copie_qualite
    from convive.formation.exports.exercices import record_travaux
    from convive.formation.exports.qualiopi import record_travaux_qualiopi
    from convive.formation.objets_qualite import record_objets_qualite
    from convive.formation.selectors.preuves_documents import record_preuves_documents
    from convive.formation.selectors.preuves_enquetes import record_preuves_enquetes
    from convive.formation.selectors.preuves_organisme import record_preuves_organisme
    from convive.formation.selectors.preuves_presence import record_preuves_presence
    from convive.formation.selectors.preuves_session import record_preuves_session
    from convive.formation.taches_qualite import record_taches_qualite

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
