"""Where the pages of the bodies stand: an entry of the menu, its tabs, those of a séance, and the trail."""

from uuid import UUID

from django.core.exceptions import PermissionDenied

from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Rubrique
from convive.espaces.views.sous_pages import SousPage
from convive.gouvernance.models import Instance, Seance
from convive.gouvernance.permissions import (
    can_list_brouillons,
    can_list_engagements,
    can_list_instances,
    can_list_reseau,
    can_update_instances,
)
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.suite import get_seance_lue
from convive.ui.onglets import OngletPage

ACCUEIL = "espaces:espace_detail"
INSTANCES = "gouvernance:instance_list"
INSTANCE = "gouvernance:instance_detail"
DECISIONS = "gouvernance:decision_list"
DECISION = "gouvernance:decision_detail"
NOTES = "gouvernance:note_list"
NOTE = "gouvernance:note_detail"
ENGAGEMENTS = "gouvernance:engagement_list"
RESEAU = "gouvernance:reseau_detail"
SEANCE = "gouvernance:seance_detail"
CONVOCATION = "gouvernance:seance_convocation"
PRESENCES = "gouvernance:seance_presences"
COMPTE_RENDU = "gouvernance:seance_notes"
PRESENTATION = "gouvernance:seance_presentation"
CLOTURE = "gouvernance:seance_cloture"
DOSSIER = "gouvernance:seance_dossier"
ECHANGES = "gouvernance:seance_echanges"
INSTANCE_ABSENTE = "Cette instance n’est pas ici, ou ne vous est pas ouverte."
SEANCE_ABSENTE = "Cette séance n’est pas ici, ou ne vous est pas ouverte."
FORMATS = ("docx", "odt", "pdf")

GOUVERNANCE = Rubrique(
    INSTANCES,
    (
        SousPage("Instances", INSTANCES, "presentation", can_list_instances),
        SousPage("Décisions", DECISIONS, "check", can_list_instances),
        SousPage("Notes pour décider", NOTES, "file-text", can_list_instances),
        SousPage("Engagements", ENGAGEMENTS, "users", can_list_engagements),
        SousPage("Réseau", RESEAU, "share", can_list_reseau),
    ),
    ecrire=can_update_instances,
)
SEANCES = Rubrique(INSTANCES, ecrire=can_update_instances)
ONGLETS_SEANCE = (
    (SEANCE, "Ordre du jour", "list-tree"),
    (CONVOCATION, "Convocation", "send"),
    (PRESENCES, "Présences", "users"),
    (COMPTE_RENDU, "Compte rendu", "edit"),
    (PRESENTATION, "Présenter", "presentation"),
    (CLOTURE, "Clôture", "check"),
    (DOSSIER, "Dossier", "download"),
    (ECHANGES, "Échanges", "message-circle"),
)


def place_sous_page(page: Page) -> None:
    """Below the first page of the bodies, the trail leads back to it."""
    page.fil[1:] = [(page.espace.nom, page.get_url(ACCUEIL)), ("Instances & décisions", page.get_url(INSTANCES))]


def place_instance(page: Page) -> None:
    """Where one is: in a body, or in that of a séance."""
    seance: Seance | None = page.contexte.get("seance")
    instance: Instance = seance.instance if seance else page.contexte["instance"]
    page.fil[1:] = [
        (page.espace.nom, page.get_url(ACCUEIL)),
        ("Instances", page.get_url(INSTANCES)),
        (instance.nom, page.get_url(INSTANCE, instance.pk)),
    ]


def place_seance(page: Page) -> None:
    """The tabs of a séance, to those who may open them; its minutes are read by all once closed."""
    place_instance(page)
    seance: Seance = page.contexte["seance"]
    ouvertes = {SEANCE, DOSSIER, ECHANGES}
    if seance.statut == StatutSeance.CLOSE:
        ouvertes |= {COMPTE_RENDU}
    is_equipe = can_list_brouillons(page.membre)
    page.contexte["url"] = page.get_url(page.onglet, seance.pk)
    page.contexte["onglets"] = [
        OngletPage(libelle, page.get_url(vue, seance.pk), icone, vue == page.onglet)
        for vue, libelle, icone in ONGLETS_SEANCE
        if is_equipe or vue in ouvertes
    ]


def get_seance_equipe(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance, for the team only, whatever its state."""
    return _get_seance(membre, uuid, is_equipe=True)


def get_seance_close(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance whose minutes this place reads: the team, and others once they are closed."""
    return _get_seance(membre, uuid, is_equipe=False)


def _get_seance(membre: Membre, uuid: UUID, *, is_equipe: bool) -> Seance | None:
    seance = get_seance_lue(membre, uuid)
    if seance is not None and not can_list_brouillons(membre) and (is_equipe or seance.statut != StatutSeance.CLOSE):
        raise PermissionDenied("Le travail en séance est à l’équipe\u00a0; le compte rendu est visible une fois clos.")
    return seance
