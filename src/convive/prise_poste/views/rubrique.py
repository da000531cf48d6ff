"""Where the pages of a new post stand: an entry of the menu and its tabs; who does what and the report have theirs."""

from convive.acteurs.views.rubrique import ACTEURS
from convive.espaces.views.page import Rubrique
from convive.espaces.views.sous_pages import SousPage
from convive.prise_poste.permissions import (
    can_follow_parcours,
    can_list_lettres,
    can_list_partages,
    can_remplir_outils,
    can_update_passation,
    can_update_raci,
    can_update_rapport,
)

ACCUEIL = "espaces:espace_detail"
PARCOURS = "prise_poste:parcours_detail"
EVALUATIONS = "prise_poste:auto_evaluation_list"
LETTRES = "prise_poste:lettre_list"
QUI_FAIT_QUOI = "prise_poste:raci_detail"
RAPPORT = "prise_poste:rapport_detail"
OUTILS = "prise_poste:outil_list"
PASSATION = "prise_poste:passation_detail"
PARTAGES = "prise_poste:parcours_list"
ABSENTE = "Cette page n’existe pas, ou la personne ne la partage pas avec vous."
FORMATS = ("docx", "odt", "pdf")

ONGLETS = (
    SousPage("Mes cent jours", PARCOURS, "calendar-event", can_follow_parcours),
    SousPage("Où j’en suis", EVALUATIONS, "chart-line", can_follow_parcours),
    SousPage("Lettres de mission", LETTRES, "file-text", can_list_lettres),
    SousPage("Outils", OUTILS, "template", can_remplir_outils),
    SousPage("Passation", PASSATION, "arrow-right", can_update_passation),
    SousPage("Ce que l’on partage", PARTAGES, "share", can_list_partages),
)
POSTE = Rubrique(PARCOURS, ONGLETS, ecrire=can_follow_parcours)
RACI = Rubrique(ACTEURS.menu, ACTEURS.onglets, ACTEURS.groupes, ecrire=can_update_raci)
"""Of everyone: whoever only reads who does what has no path of her own."""
BILAN = Rubrique(RAPPORT, ecrire=can_update_rapport)
