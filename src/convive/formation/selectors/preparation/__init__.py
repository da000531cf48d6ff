"""What is left to do for a session, for those who run it and for each stagiaire, gathered from several modules."""

from convive.formation.rules.preparation import PhaseLue, sort_etapes
from convive.formation.selectors.preparation.enquetes import list_a_faire_enquetes, list_etapes_enquetes
from convive.formation.selectors.preparation.presence import list_a_faire_presence, list_etapes_presence
from convive.formation.selectors.preparation.session import list_etapes_session
from convive.formation.selectors.preparation.stagiaire import AFaireStagiaire, VisiteStagiaire
from convive.formation.selectors.session_lue import SessionLue


def list_phases(lue: SessionLue) -> list[PhaseLue]:
    """The steps of a session, by phase. It runs on every visit, so each provider must use few queries."""
    return sort_etapes([*list_etapes_session(lue), *list_etapes_presence(lue), *list_etapes_enquetes(lue)])


def list_a_faire(visite: VisiteStagiaire) -> list[AFaireStagiaire]:
    """What a stagiaire has to do, then what she has done."""
    lignes = [*list_a_faire_presence(visite), *list_a_faire_enquetes(visite)]
    return sorted(lignes, key=lambda ligne: (ligne.is_faite, ligne.ordre))
