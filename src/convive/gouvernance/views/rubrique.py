"""Where the pages of the bodies stand: an entry of the menu, its tabs, those of a séance, and the trail."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject

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
from convive.gouvernance.rules.temps import EtatTemps, Temps, find_temps
from convive.gouvernance.selectors.suite import get_seance_lue
from convive.gouvernance.selectors.temps import list_documents_ouverts, list_temps
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
INSTANCE_ABSENTE = "Cette instance n’existe pas, ou vous n’y avez pas accès."
SEANCE_ABSENTE = "Cette séance n’existe pas, ou vous n’y avez pas accès."
FORMATS = ("docx", "odt", "pdf")

GOUVERNANCE = Rubrique(
    INSTANCES,
    (
        SousPage("Instances", INSTANCES, "presentation", can_list_instances),
        SousPage("Décisions", DECISIONS, "check", can_list_instances),
        SousPage("Notes pour décider", NOTES, "file-text", can_list_instances),
        SousPage("Qui s’est engagé à quoi", ENGAGEMENTS, "users", can_list_engagements),
        SousPage("Qui travaille avec qui", RESEAU, "share", can_list_reseau),
    ),
    ecrire=can_update_instances,
)
SEANCES = Rubrique(INSTANCES, ecrire=can_update_instances)
TEMPS = {
    SEANCE: Temps.PREPARER,
    CONVOCATION: Temps.CONVOQUER,
    PRESENCES: Temps.TENIR,
    COMPTE_RENDU: Temps.TENIR,
    CLOTURE: Temps.CLORE,
}
"""The step that each page of a séance belongs to; the others belong to none."""
PREMIERES = {
    Temps.PREPARER: SEANCE,
    Temps.CONVOQUER: CONVOCATION,
    Temps.TENIR: COMPTE_RENDU,
    Temps.CLORE: CLOTURE,
}
ETAPE = "?etape=preparer"
"""The séance whose day has come opens on another step: this opens its agenda all the same."""
ONGLETS_LECTEURS = (
    (SEANCE, "Ordre du jour", "list-tree"),
    (COMPTE_RENDU, "Compte rendu", "file-text"),
    (ECHANGES, "Échanges", "message-circle"),
)


def place_instance(page: Page) -> None:
    """Where one is: in a body, or in that of a séance."""
    seance: Seance | None = page.contexte.get("seance")
    instance: Instance = seance.instance if seance else page.contexte["instance"]
    page.lead(instance.nom, page.get_url(INSTANCE, instance.pk))


def place_seance(page: Page) -> None:
    """The four steps of a séance, to the team; the others read its agenda, then its minutes once closed. What one may
    take of it. All of it is read when a whole page is shown."""
    place_instance(page)
    seance: Seance = page.contexte["seance"]
    is_equipe = can_list_brouillons(page.membre)
    page.contexte |= {
        "url": page.get_url(page.onglet, seance.pk),
        "jeton": uuid4().hex,
        "is_equipe": is_equipe,
        "temps": SimpleLazyObject(lambda: _list_temps(page, seance)) if is_equipe else (),
        "onglets": [] if is_equipe else _list_onglets(page, seance),
        "telechargements": SimpleLazyObject(lambda: list_documents_ouverts(page.membre, seance)),
    }


def get_url_temps(page: Page, seance: Seance, temps: Temps) -> str:
    etape = ETAPE if temps is Temps.PREPARER and find_temps(seance.statut, seance.date, page.today) != temps else ""
    return f"{page.get_url(PREMIERES[temps], seance.pk)}{etape}"


def _list_temps(page: Page, seance: Seance) -> list[tuple[EtatTemps, str, bool]]:
    """Each step, where it is, whether it is the one that is read."""
    courant = TEMPS.get(page.onglet)
    return [(etat, get_url_temps(page, seance, etat.temps), etat.temps is courant) for etat in list_temps(seance)]


def _list_onglets(page: Page, seance: Seance) -> list[OngletPage]:
    is_close = seance.statut == StatutSeance.CLOSE
    return [
        OngletPage(libelle, page.get_url(vue, seance.pk), icone, vue == page.onglet)
        for vue, libelle, icone in ONGLETS_LECTEURS
        if is_close or vue != COMPTE_RENDU
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
        raise PermissionDenied(
            "Le travail en séance est réservé à l’équipe\u00a0; le compte rendu est visible une fois clos."
        )
    return seance
