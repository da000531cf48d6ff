"""The pages of one session, in the row of links above each of them: the session itself, then what one does before,
during and after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser
from convive.formation.rules.preparation import Phase
from convive.formation.views.pages_organisme import build_contexte_organisme
from convive.ui.onglets import GroupeOnglets, OngletPage

ACCUEIL = "formation:session_detail"


@dataclass(frozen=True, slots=True)
class PageSession:
    """`vue` is the name of a URL that takes the espace and the session; `sous` the names of the pages that it leads
    to. `precision` says what one does there."""

    libelle: str
    vue: str
    icone: str
    precision: str
    is_permis: Callable[[Membre], bool] = can_lire_formation
    sous: tuple[str, ...] = ()

    def is_courante(self, nom: str) -> bool:
        return nom in (self.vue, *self.sous)


@dataclass(frozen=True, slots=True)
class GroupePages:
    libelle: str
    icone: str
    pages: tuple[PageSession, ...]


GROUPES_SESSION = {
    Phase.AVANT: GroupePages(
        "Avant",
        "list-check",
        (
            PageSession("Dates et horaires", "session_horaires", "calendar-event", "Les demi-journées", can_organiser),
            PageSession("Lieu et accueil", "session_update", "map-2", "Ce que dira la convocation", can_organiser),
            PageSession(
                "Qui anime", "session_intervenants", "users", "L’équipe, et qui vient d’ailleurs", can_organiser
            ),
            PageSession(
                "Inscriptions",
                "inscription_list",
                "users",
                "Qui vient, qui attend une place",
                can_animer,
                ("inscription_update",),
            ),
            PageSession(
                "Convocations", "session_convocation", "send", "Une par personne, relue d’abord", can_organiser
            ),
        ),
    ),
    Phase.PENDANT: GroupePages(
        "Pendant",
        "users-group",
        (
            PageSession("Déroulé", "session_deroule", "list-tree", "Chaque temps, aux heures de cette session"),
            PageSession("Présences", "presence_list", "check", "Pointer, signer", sous=("presence_update",)),
            PageSession("Ateliers", "atelier_list", "users-group", "Groupes, cartes, chronomètre", can_animer),
            PageSession("Territoires", "exercice_list", "map-2", "Un territoire d’exercice pour chacun·e"),
        ),
    ),
    Phase.APRES: GroupePages(
        "Après",
        "chart-line",
        (
            PageSession(
                "Questionnaires",
                "session_questionnaires",
                "message-circle",
                "De la grille d’entrée à l’avis à froid",
                can_animer,
            ),
            PageSession(
                "Documents",
                "document_session_list",
                "file-text",
                "Conventions, attestations, certificats",
                can_animer,
                ("document_session_detail",),
            ),
            PageSession("Bilan", "session_bilan", "chart-line", "Qui est venu, ce que l’on en a pensé"),
            PageSession("Qualité", "qualite_session", "shield", "Les preuves, indicateur par indicateur"),
        ),
    ),
}


def build_contexte_session(
    request: HttpRequest, membre: Membre, session: SessionFormation, courante: str, **contexte: Any
) -> dict[str, Any]:
    """What each page of a session shows: `session`, its row of links, the trail that leads back to the sessions."""
    context = build_contexte_organisme(request, membre, courante, session=session, **contexte)
    args = [session.espace_id, session.pk]
    accueil, is_accueil = reverse(ACCUEIL, args=args), courante == "session_detail"
    context["onglets"] = [OngletPage("La session", accueil, "calendar-event", is_accueil)]
    context["groupes_onglets"] = [
        groupe for pages in GROUPES_SESSION.values() if (groupe := _build_groupe(pages, membre, args, courante)).onglets
    ]
    if not is_accueil:
        context["fil"].append((f"Session {session.numero}", accueil))
    return context


def _build_groupe(groupe: GroupePages, membre: Membre, args: list[Any], courante: str) -> GroupeOnglets:
    return GroupeOnglets(
        groupe.libelle,
        groupe.icone,
        tuple(
            OngletPage(
                page.libelle,
                reverse(f"formation:{page.vue}", args=args),
                page.icone,
                page.is_courante(courante),
                page.precision,
            )
            for page in groupe.pages
            if page.is_permis(membre)
        ),
    )
