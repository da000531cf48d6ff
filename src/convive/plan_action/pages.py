"""The pages that this package brings to the menus of an espace."""

from convive.espaces.models import Role
from convive.espaces.onglets import Onglet, onglets
from convive.espaces.textes import TypeTexte, textes
from convive.espaces.views.acces import DEPARTS
from convive.plan_action.permissions import can_list_page_elu, can_list_plan, can_update_fiche, can_update_propres
from convive.plan_action.rules.archive import MAX_OCTETS_ARCHIVE
from convive.socle.navigation import Verbe
from convive.socle.taches import taches
from convive.socle.televersement import plafonds

LIBELLES_TEXTES = {
    "titre": "Titre",
    "constat_texte": "Constat de départ",
    "objectif_general": "Objectif général",
    "objectifs_operationnels": "Objectifs opérationnels",
    "description": "Description",
    "resultats_attendus": "Résultats attendus",
    "moyens_humains": "Moyens humains",
    "moyens_materiels": "Moyens matériels",
}


def record_pages() -> None:
    DEPARTS[Role.ELU.value] = taches.pages[Role.ELU.value] = "plan_action:elu_detail"
    plafonds.record("plan_action:archive_create", lambda: MAX_OCTETS_ARCHIVE)
    onglets.record(
        Onglet("Plan d’actions", "plan_action:plan_detail", "table", 20, can_list_plan, verbe=Verbe.AGIR),
        Onglet("Ma page d’élu·e", "plan_action:elu_detail", "user-circle", 22, can_list_page_elu, verbe=Verbe.AGIR),
        Onglet("Mes actions", "plan_action:mes_actions", "user", 25, can_update_propres, verbe=Verbe.AGIR),
    )
    textes.record(
        TypeTexte("fiche_action", LIBELLES_TEXTES, "plan_action:plan_detail", can_list_plan, can_update_fiche)
    )
