"""Where the pages of a CTG, and those of the other plans, stand: their entries of the menu, their trail, their tabs."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from convive.convention.models import Ctg
from convive.convention.permissions import can_get_ctg, can_update_ctg, can_update_plans
from convive.convention.selectors.ctg import DossierCtg, get_dossier
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages, Rubrique
from convive.espaces.views.sous_pages import SousPage, build_onglets_groupes, list_ajouts

CTG = "convention:ctg_detail"
JALONS = "convention:jalon_list"
SIGNATAIRES = "convention:signataire_list"
TEXTE = "convention:article_list"
AVENANTS = "convention:avenant_list"
REPRISE = "convention:reprise_list"
PLANS = "convention:plan_externe_list"
ESPACE = "espaces:espace_detail"

# Where no CTG is open: the other plans are beside « la CTG ».
SEULE = (SousPage("La CTG", CTG, "file-text", can_get_ctg),)
CONVENTION = Rubrique(CTG, SEULE, ecrire=can_update_ctg)
PLANS_EXTERNES = Rubrique(CTG, SEULE, ecrire=can_update_plans)
# Those of one CTG: their addresses take it.
ONGLETS = (
    SousPage("Où en est-on", CTG, "calendar-event", can_get_ctg),
    SousPage("Jalons", JALONS, "check", can_get_ctg),
    SousPage("Signataires", SIGNATAIRES, "users", can_get_ctg),
    SousPage("Le texte", TEXTE, "notebook", can_get_ctg),
    SousPage("Avenants", AVENANTS, "file-text", can_get_ctg),
)
ONGLET_REPRISE = SousPage("Ce qui est repris", REPRISE, "refresh", can_get_ctg)
ABSENTE = "Cette CTG n’existe pas dans cet espace."


def prepare_ctg(page: Page) -> None:
    """What every page of a CTG shows, once its `dossier` is read."""
    ctg: Ctg = page.contexte["dossier"].ctg
    page.contexte["ctg"], page.identifiant = ctg, ctg.pk
    onglets = (*ONGLETS, ONGLET_REPRISE) if ctg.ctg_precedente_id else ONGLETS

    # Tabs declared beside the pages of a cahier, or added by other packages: they are the same for every CTG.
    communs = (*(onglet for onglet in CONVENTION.onglets if onglet not in SEULE), *list_ajouts(CTG))

    def get_url(onglet: SousPage) -> str:
        return page.get_url(onglet.vue, ctg.pk) if onglet in onglets else page.get_url(onglet.vue)

    page.contexte |= build_onglets_groupes((*onglets, *communs), {}, page.membre, page.onglet, get_url)
    page.lead(ctg.nom, page.get_url(CTG, ctg.pk))


def _get_dossier(membre: Membre, ctg_uuid: UUID) -> DossierCtg | None:
    return get_dossier(membre, timezone.localdate(), ctg_uuid)


def attach_ctg(pages: Pages, get: Callable[[Membre, UUID], DossierCtg | None] = _get_dossier) -> Pages:
    """The pages of one CTG among these; their functions take its `dossier`."""
    return pages.objet("<uuid:ctg_uuid>/", get, ABSENTE, nom="dossier", autour=prepare_ctg)
