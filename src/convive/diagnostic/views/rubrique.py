"""Where the pages of the shared diagnosis stand: the entries of the menu, and their tabs."""

from convive.diagnostic.permissions import (
    can_create_vote,
    can_decide_enjeux,
    can_get_afom,
    can_list_constats,
    can_list_enjeux,
    can_list_indicateurs,
    can_list_paroles,
    can_update_constats,
    can_update_enjeux,
    can_update_indicateurs,
    can_update_paroles,
)
from convive.diagnostic.selectors.enjeu import has_tour_ouvert
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_espace
from convive.espaces.views.page import Page, Rubrique
from convive.espaces.views.sous_pages import SousPage


def has_vote_ouvert(membre: Membre) -> bool:
    """The tab «\u00a0Voter\u00a0» stands there only while there is something to vote on."""
    return can_create_vote(membre) and has_tour_ouvert(membre)


PAGE_PAROLES = "diagnostic:parole_list"
PAGE_ENTRETIENS = "diagnostic:note_entretien_list"
PAGE_CONSTATS = "diagnostic:constat_list"
PAGE_AVIS = "diagnostic:avis_list"
PAGE_AFOM = "diagnostic:afom_list"
PAGE_CORBEILLE = "diagnostic:corbeille_list"
PAGE_ENJEUX = "diagnostic:enjeu_list"
PAGE_SYNTHESE = "diagnostic:enjeu_synthese"
PAGE_VOTES = "diagnostic:tour_vote_list"
PAGE_CRITERES = "diagnostic:critere_list"
PAGE_VOTER = "diagnostic:vote_create"
PAGE_DIAGNOSTIC = "diagnostic:diagnostic_detail"
PAGE_INDICATEURS = "diagnostic:indicateur_list"
PAGE_EVOLUTIONS = "diagnostic:evolution_list"
PAGE_JUMEAUX = "diagnostic:jumeau_list"
PAGE_PROJECTION = "diagnostic:projection_detail"
PAGE_PROPRES = "diagnostic:indicateur_espace_list"
PAGE_MILLESIMES = "diagnostic:millesime_list"

# Raw notes are for those who write.
PAROLES = Rubrique(
    PAGE_PAROLES,
    (
        SousPage("Paroles", PAGE_PAROLES, "message", can_list_paroles),
        SousPage("Notes d’entretien", PAGE_ENTRETIENS, "notebook", can_update_paroles),
    ),
    ecrire=can_update_paroles,
    nom="Les paroles",
)
CONSTATS = Rubrique(
    PAGE_CONSTATS,
    (
        SousPage("Constats", PAGE_CONSTATS, "search", can_list_constats),
        SousPage("Qui s’est prononcé", PAGE_AVIS, "message-circle", can_list_constats),
        SousPage("Atouts et faiblesses", PAGE_AFOM, "table", can_get_afom),
        SousPage("Corbeille", PAGE_CORBEILLE, "trash", can_update_constats),
    ),
    ecrire=can_update_constats,
    nom="Le diagnostic partagé",
)
ENJEUX = Rubrique(
    PAGE_ENJEUX,
    (
        SousPage("Enjeux", PAGE_ENJEUX, "adjustments", can_list_enjeux),
        SousPage("Voter", PAGE_VOTER, "edit", has_vote_ouvert),
        SousPage("Votes", PAGE_VOTES, "check", can_list_enjeux),
        SousPage("Ce qui compte dans la note", PAGE_CRITERES, "settings", can_list_enjeux),
        SousPage("Sur une page", PAGE_SYNTHESE, "printer", can_list_enjeux),
    ),
    ecrire=can_update_enjeux,
    nom="Les enjeux",
)
DIAGNOSTIC = Rubrique(PAGE_CONSTATS, CONSTATS.onglets)
# The first ones are those of any périmètre, which `lieu.py` shows outside an espace too.
SOUS_PAGES_INDICATEURS = (
    SousPage("Les indicateurs", PAGE_INDICATEURS, "chart-line", can_get_espace),
    SousPage("Ce qui a changé", PAGE_EVOLUTIONS, "history", can_get_espace),
    SousPage("Territoires semblables", PAGE_JUMEAUX, "users-group", can_get_espace),
    SousPage("Les naissances à venir", PAGE_PROJECTION, "baby-carriage", can_get_espace),
)
INDICATEURS = Rubrique(
    PAGE_INDICATEURS,
    (
        *SOUS_PAGES_INDICATEURS,
        SousPage("Nos indicateurs", PAGE_PROPRES, "bookmark", can_list_indicateurs),
        SousPage("Années des chiffres", PAGE_MILLESIMES, "bell", can_list_indicateurs),
    ),
    ecrire=can_update_indicateurs,
    nom="Les indicateurs",
)


def peut_decider(page: Page) -> bool:
    """Open a vote, weigh the criteria, note what is decided."""
    return can_decide_enjeux(page.membre) and not page.espace.is_expire
