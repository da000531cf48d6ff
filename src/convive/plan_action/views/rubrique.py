"""Where the pages of a plan stand: an entry of the menu; the tabs of the plan of a CTG, and the trail to it."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages, Rubrique
from convive.espaces.views.sous_pages import SousPage, build_onglets_groupes
from convive.plan_action.permissions import can_list_plan, can_update_fiches, can_update_plan
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan

PLAN = "plan_action:plan_detail"
TABLEAU = "plan_action:plan_tableau"
RUBAN = "plan_action:plan_ruban"
REPARTITION = "plan_action:plan_repartition"
COACH = "plan_action:plan_coach"
ORPHELINS = "plan_action:orphelin_list"
EMPORTER = "plan_action:emport_list"
POINTS = "plan_action:point_list"
ARBRE = "plan_action:arbre_update"
NIVEAUX = "plan_action:niveau_list"
MODELES = "plan_action:modele_list"
IMPORTS = "plan_action:import_plan_list"
FICHE = "plan_action:fiche_action_detail"
AUCUN = "plan_action"
"""The tab of a page that is under none of them."""
CTG = "ctg/<uuid:ctg_uuid>/"
CTG_ABSENTE = "Cette CTG n’existe pas dans cet espace."
SANS_CTG = frozenset({POINTS})
"""Pages of the CTG that people mean: their address does not name it."""
PREPARER, CONSTRUIRE = "Préparer", "Organiser"
GROUPES = {PREPARER: "clock", CONSTRUIRE: "adjustments"}
"""Each menu and its icon, in order."""
ONGLETS = (
    SousPage("Liste", PLAN, "table", can_list_plan),
    SousPage("Tableau", TABLEAU, "presentation", can_list_plan),
    SousPage("Frise", RUBAN, "calendar-event", can_list_plan),
    SousPage("Pour qui", REPARTITION, "users", can_list_plan),
    SousPage(
        *("Avant la séance", COACH, "clock", can_update_fiches, PREPARER),
        "Les cinq manques qui comptent, dans l’ordre.",
    ),
    SousPage(
        *("Nouvelles des pilotes", POINTS, "message", can_update_fiches, PREPARER),
        "Demander où en sont les actions, relire les réponses.",
    ),
    SousPage(
        *("Ce qui n’est pas relié", ORPHELINS, "link", can_list_plan, PREPARER),
        "Constats sans action, éléments sans enjeu.",
    ),
    SousPage(
        *("Télécharger", EMPORTER, "download", can_list_plan, PREPARER),
        "Le plan, ses fiches, l’annexe de la convention.",
    ),
    SousPage(
        *("Ajouter et déplacer", ARBRE, "adjustments", can_update_plan, CONSTRUIRE),
        "Les axes, les objectifs, les actions et leurs numéros.",
    ),
    SousPage(
        *("Les niveaux", NIVEAUX, "list-tree", can_update_plan, CONSTRUIRE),
        "Les mots de votre CTG : axe, objectif…",
    ),
    SousPage(
        *("Des modèles", MODELES, "template", can_list_plan, CONSTRUIRE),
        "Partir d’une action déjà éprouvée.",
    ),
    SousPage(
        *("Importer", IMPORTS, "upload", can_update_plan, CONSTRUIRE),
        "Un tableau ou un document de plan, relu avant d’entrer.",
    ),
)


def build_pages(chemin: str = "") -> Pages:
    """The pages of a module, under `plan/`."""
    return Pages(Rubrique(PLAN, ecrire=can_update_fiches), f"plan/{chemin}", onglet=AUCUN, autour=_show_droits)


def build_pages_ctg(pages: Pages) -> Pages:
    """Those of the plan of one CTG, with its tabs: their functions take its `dossier`."""
    return pages.objet(CTG, get_dossier, CTG_ABSENTE, nom="dossier", autour=_show_plan)


def get_dossier(membre: Membre, ctg_uuid: UUID | None) -> DossierPlan | None:
    """The plan of this CTG; without an identifier, of the one that people mean."""
    return get_dossier_plan(membre, timezone.localdate(), ctg_uuid)


def get_dossier_or_404(page: Page, ctg_uuid: UUID | None) -> DossierPlan | None:
    """The plan that an address may name, with its tabs. None only without an identifier, in an espace that has no CTG
    yet."""
    dossier = get_dossier(page.membre, ctg_uuid)
    if dossier is None and ctg_uuid is not None:
        raise Http404(CTG_ABSENTE)
    show_dossier(page, dossier)
    return dossier


def require_dossier(page: Page, ctg_uuid: UUID) -> DossierPlan:
    """The plan of the CTG of an action, with its tabs."""
    dossier = get_dossier_or_404(page, ctg_uuid)
    assert dossier is not None  # noqa: S101 - an identifier gives a plan, or 404
    return dossier


def show_dossier(page: Page, dossier: DossierPlan | None) -> None:
    """The tabs of the plan of a CTG, and the trail to it."""
    page.contexte["dossier"] = dossier
    if dossier is None:
        return
    args = [page.espace.pk, dossier.ctg.pk]

    def get_url(onglet: SousPage) -> str:
        return reverse(onglet.vue, args=args[:1] if onglet.vue in SANS_CTG else args)

    page.contexte |= build_onglets_groupes(ONGLETS, GROUPES, page.membre, page.onglet, get_url)
    page.fil[1:] = [("Plan d’actions", reverse(PLAN, args=args))] if page.onglet != PLAN else []


def _show_droits(page: Page) -> None:
    page.contexte["peut_structurer"] = can_update_plan(page.membre) and not page.espace.is_expire


def _show_plan(page: Page) -> None:
    _show_droits(page)
    show_dossier(page, page.contexte["dossier"])
