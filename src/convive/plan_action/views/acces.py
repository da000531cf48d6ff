"""What the pages of the plan share: whose plan it is, which action, the links from one page to the other."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import SousPage, build_onglets_groupes
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_list_plan, can_update_fiches, can_update_plan
from convive.plan_action.selectors.fiche import get_fiche
from convive.plan_action.selectors.page_fiche import PageFiche, get_page_fiche
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan

PAGE = "plan_action:plan_detail"
CTG_ABSENTE = "Cette CTG n’existe pas dans cet espace."
ABSENTE = "Cette action n’est pas ici, ou ne vous est pas ouverte."


def get_dossier_or_404(membre: Membre, ctg_uuid: UUID | None) -> DossierPlan | None:
    """The plan of this CTG. None only without an identifier, in an espace that has no CTG yet."""
    dossier = get_dossier_plan(membre, timezone.localdate(), ctg_uuid)
    if dossier is None and ctg_uuid is not None:
        raise Http404(CTG_ABSENTE)
    return dossier


def require_dossier(membre: Membre, ctg_uuid: UUID) -> DossierPlan:
    """The plan of this CTG, or 404."""
    dossier = get_dossier_or_404(membre, ctg_uuid)
    if dossier is None:
        raise Http404(CTG_ABSENTE)
    return dossier


def get_fiche_or_404(membre: Membre, uuid: UUID) -> FicheAction:
    fiche = get_fiche(membre, uuid)
    if fiche is None:
        raise Http404(ABSENTE)
    return fiche


def get_page_or_404(membre: Membre, uuid: UUID) -> PageFiche:
    """An action with all that its page shows."""
    page = get_page_fiche(membre, uuid, timezone.localdate())
    if page is None:
        raise Http404(ABSENTE)
    return page


def build_url_fiche(espace_uuid: UUID) -> str:
    """What comes before the identifier of an action in its address: the routes are searched once for a long drawing."""
    aucun = UUID(int=0)
    return reverse("plan_action:fiche_action_detail", args=[espace_uuid, aucun]).rpartition(str(aucun))[0]


def build_contexte_plan(request: HttpRequest, membre: Membre, **contexte: Any) -> dict[str, Any]:
    is_ouvert = not membre.espace.is_expire
    return build_contexte(
        request,
        membre,
        PAGE,
        peut_ecrire=is_ouvert and can_update_fiches(membre),
        peut_structurer=is_ouvert and can_update_plan(membre),
        **contexte,
    )


SANS_CTG = frozenset({"point_list"})
"""Pages of the CTG that people mean: their address does not name it."""
TRAVAILLER, CONSTRUIRE = "Travailler", "Construire"
GROUPES = {TRAVAILLER: "clock", CONSTRUIRE: "adjustments"}
"""Each menu and its icon, in order."""
SOUS_PAGES = (
    SousPage("Liste", "plan_detail", "table", can_list_plan),
    SousPage("Tableau", "plan_tableau", "presentation", can_list_plan),
    SousPage("Ruban", "plan_ruban", "calendar-event", can_list_plan),
    SousPage("Pour qui, par qui", "plan_repartition", "users", can_list_plan),
    SousPage("Emporter", "emport_list", "download", can_list_plan),
    SousPage(
        *("Avant le COTECH", "plan_coach", "clock", can_update_fiches, TRAVAILLER),
        "Les cinq manques qui comptent, dans l’ordre.",
    ),
    SousPage(
        *("Points des pilotes", "point_list", "message", can_update_fiches, TRAVAILLER),
        "Demander où en sont les actions, relire les réponses.",
    ),
    SousPage(
        *("Sans lien", "orphelin_list", "link", can_list_plan, TRAVAILLER),
        "Constats sans action, éléments sans enjeu.",
    ),
    SousPage(
        *("Organiser", "arbre_update", "adjustments", can_update_plan, CONSTRUIRE),
        "Ajouter, déplacer, renuméroter.",
    ),
    SousPage(
        *("Les niveaux", "niveau_list", "list-tree", can_update_plan, CONSTRUIRE),
        "Les mots de votre CTG : axe, objectif…",
    ),
    SousPage(
        *("Des modèles", "modele_list", "template", can_list_plan, CONSTRUIRE),
        "Partir d’une action déjà éprouvée.",
    ),
    SousPage(
        *("Importer", "import_plan_list", "upload", can_update_plan, CONSTRUIRE),
        "Un tableau ou un document de plan, relu avant d’entrer.",
    ),
)


def build_contexte_arbre(
    request: HttpRequest, membre: Membre, page: str, dossier: DossierPlan | None, **contexte: Any
) -> dict[str, Any]:
    """What every page of a tree shows. `page` is its sub-page that is marked as current."""
    args = [membre.espace_id, dossier.ctg.pk] if dossier else []

    def get_url(row: SousPage) -> str:
        return reverse(f"plan_action:{row.vue}", args=args[:1] if row.vue in SANS_CTG else args)

    pages = SOUS_PAGES if dossier else ()
    onglets = build_onglets_groupes(pages, GROUPES, membre, page, get_url)
    context = build_contexte_plan(request, membre, dossier=dossier, **onglets)
    if dossier and page != "plan_detail":
        context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args[:1]))]
        context["fil"].append(("Plan d’actions", reverse(PAGE, args=args)))
    return context | contexte
