"""Where the pages of the directory stand: an entry of the menu, and its tabs."""

from convive.acteurs.permissions import (
    can_create_lettre,
    can_list_acteurs,
    can_list_echanges_acteurs,
    can_update_acteurs,
)
from convive.espaces.views.page import Rubrique
from convive.espaces.views.sous_pages import SousPage

ORGANISATIONS = "acteurs:organisation_list"
PERSONNES = "acteurs:personne_list"
GROUPES = "acteurs:groupe_list"
POSTES = "acteurs:poste_list"
ECHANGES = "acteurs:echange_list"
LETTRES = "acteurs:lettre_list"
MANQUES = "acteurs:manque_list"
DOUBLONS = "acteurs:doublon_list"
IMPORTS = "acteurs:import_list"

ECRIRE, ENTRETENIR = "Courriers et rencontres", "Mises à jour"
ACTEURS = Rubrique(
    ORGANISATIONS,
    (
        SousPage("Organisations", ORGANISATIONS, "building-community", can_list_acteurs),
        SousPage("Personnes", PERSONNES, "user", can_list_acteurs),
        SousPage("Groupes", GROUPES, "users-group", can_list_acteurs),
        SousPage("Postes", POSTES, "briefcase", can_list_acteurs),
        SousPage(
            *("Appels, rencontres", ECHANGES, "message", can_list_echanges_acteurs, ECRIRE),
            "Les échanges avec chacun.",
        ),
        SousPage(
            *("Lettres", LETTRES, "mail", can_create_lettre, ECRIRE),
            "Écrites une fois, envoyées à chacun.",
        ),
        SousPage(
            *("Qui manque", MANQUES, "search", can_list_acteurs, ENTRETENIR),
            "Qui inviter, thématique par thématique.",
        ),
        SousPage(
            *("Doublons", DOUBLONS, "copy", can_update_acteurs, ENTRETENIR),
            "Deux fiches qui sont peut-être la même.",
        ),
        SousPage(
            *("Importer, exporter", IMPORTS, "upload", can_update_acteurs, ENTRETENIR),
            "Depuis un tableur, ou vers un tableur.",
        ),
    ),
    groupes={ECRIRE: "message", ENTRETENIR: "adjustments"},
    ecrire=can_update_acteurs,
    nom="L’annuaire",
)
