"""The plan d’actions of a CTG and the ways of looking at it: grouped as its tree is, as a board, over the years…"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Rendu
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT
from convive.plan_action.forms.filtres import FiltresPlanForm, build_choix_qui
from convive.plan_action.forms.vue import VueForm
from convive.plan_action.permissions import can_create_vue, can_list_plan, can_update_fiches
from convive.plan_action.rencontres import list_rencontres, ordres_du_jour
from convive.plan_action.rules.ruban import narrow_ruban
from convive.plan_action.selectors import vues
from convive.plan_action.selectors.arbre import build_vue, count_plan, explain_plan, list_noeuds
from convive.plan_action.selectors.choix_liste import ChoixListe, get_choix_liste
from convive.plan_action.selectors.orphelins import MAX_LISTE, list_orphelins
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.selectors.tableau import build_tableau
from convive.plan_action.selectors.vues_gardees import VueGardee, get_defaut, get_vue
from convive.plan_action.views.lot import get_annulation_lot, list_gestes
from convive.plan_action.views.mise_en_page import MiseEnPage, read_mise_en_page
from convive.plan_action.views.rubrique import (
    COACH,
    CTG,
    FICHE,
    ORPHELINS,
    PLAN,
    REPARTITION,
    RUBAN,
    TABLEAU,
    build_pages,
    build_pages_ctg,
    get_dossier_or_404,
)
from convive.socle.uuids import parse_uuid
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

CHAPEAU = "Ce que la CTG met en œuvre : qui porte quoi, où on en est."
HORIZON = timedelta(days=60)
"""How far the next meeting is looked for."""
MAX_DEPLIEES = 12
"""On a phone, a longer plan shows its first group, and the headings of the others."""
SANS_VUE = "aucune"
"""In the address: the whole plan, whatever the view on which it opens."""

pages = build_pages()
ctg = build_pages_ctg(pages)


@pages.sous("", onglet=PLAN).lecture("", CTG, droit=can_list_plan)
def plan_detail(page: Page, ctg_uuid: UUID | None = None) -> Rendu:
    """Without an identifier: the plan of the CTG that people mean."""
    dossier = get_dossier_or_404(page, ctg_uuid)
    if dossier is None:
        return {"chapeau": CHAPEAU}
    choix = get_choix_liste(page.membre, dossier.ctg)
    if adresse := _find_adresse(page, dossier, choix.vues):
        return page.redirect(adresse)
    liste = _build_liste(page, dossier, choix)
    avant = None if liste["is_a_garder"] or liste["vue"].page.number > 1 else _get_avant(page, dossier)
    return liste | _build_vues(page, dossier, choix.vues, liste["mise"]) | {"avant": avant}


def _get_avant(page: Page, dossier: DossierPlan) -> vues.AvantSeance | None:
    """What is missing before the next meeting, for who may do something about it."""
    if not page.contexte["peut_ecrire"]:
        return None
    suivantes = list_rencontres(page.membre, page.today, page.today + HORIZON)
    avant = vues.get_avant_seance(page.membre, dossier, page.today, suivantes[0] if suivantes else None)
    return avant if avant.manques else None


def _find_adresse(page: Page, dossier: DossierPlan, gardees: list[VueGardee]) -> str:
    """Where a view that is asked, or on which the plan opens, shows its choices; empty when the address has them."""
    params = page.request.GET
    asked = params.get("vue", "")
    if set(params) - {"vue"} or asked == SANS_VUE:
        return ""
    defaut = get_defaut(gardees)
    vue = get_vue(page.membre, parse_uuid(asked) if asked else (defaut.uuid if defaut else None))
    url = page.get_url(PLAN, dossier.ctg.pk)
    if vue is None:
        return f"{url}?vue={SANS_VUE}" if asked else ""
    # Without any choice the address would come back here.
    return f"{url}?{urlencode({**vue.parametres, 'vue': str(vue.pk), 'page': '1'})}"


def _build_vues(page: Page, dossier: DossierPlan, gardees: list[VueGardee], mise: MiseEnPage) -> dict[str, Any]:
    peut_garder = can_create_vue(page.membre) and not page.espace.is_expire
    form = VueForm(peut_partager=can_update_fiches(page.membre), auto_id="id_vue_%s") if peut_garder else None
    has_defaut = get_defaut(gardees) is not None
    return {
        "vues": gardees,
        "gestes_lot": _list_gestes(page),
        "peut_mettre_a_l_ordre": ordres_du_jour.get(page.membre) is not None,
        "annulation": get_annulation_lot(page, dossier),
        "vue_courante": parse_uuid(page.request.GET.get("vue", "")),
        "form_vue": form,
        "choix": mise.choix,
        "peut_garder": peut_garder,
        # Where one sees everything: the bare address opens on a view when there is one by default.
        "url_tout": page.get_url(PLAN, dossier.ctg.pk) + (f"?vue={SANS_VUE}" if has_defaut else ""),
    }


def _list_gestes(page: Page) -> list[tuple[str, str]]:
    """What one may do to the actions that are ticked; nothing for whoever only reads."""
    if not page.contexte["peut_ecrire"]:
        return []
    return [(geste.value, geste.libelle) for geste in list_gestes(page.membre)]


def _build_liste(page: Page, dossier: DossierPlan, choix: ChoixListe) -> dict[str, Any]:
    params, noeuds = page.request.GET, list_noeuds(dossier)
    form = FiltresPlanForm(
        params,
        noeuds=noeuds,
        nom_niveau=dossier.niveaux[0].nom_singulier if dossier.niveaux else "",
        thematiques=choix.thematiques,
        communes=get_noms_perimetre(page.membre),
        qui=build_choix_qui(choix.pilotes, choix.organisations),
    )
    criteres, tri = form.get_criteres(), form.get_tri()
    vue = build_vue(page.membre, dossier, criteres, params.get("page", ""), noeuds, tri)
    # The routes are searched once for two hundred links.
    url = _build_url_fiche(page)
    places = {noeud.pk: str(noeud) for _, noeud in noeuds}
    url_statut = url if page.contexte["peut_ecrire"] else ""
    return {
        "form": form,
        "vue": vue,
        "chapeau": explain_plan(vue.total, dossier, noeuds) if vue.total.total else CHAPEAU,
        "is_filtree": not criteres.is_vide,
        "is_long": criteres.is_vide and tri is None and vue.compte.total > MAX_DEPLIEES,
        "is_a_garder": not criteres.is_vide or tri is not None or "colonnes" in params,
        "abandonnees": vue.total.statuts.get("abandonnee", 0) if not criteres.statut else 0,
        "parametres": build_parametres(params),
        "url_fiche": url,
        "mise": read_mise_en_page(params, tri, choix.colonnes, url_statut, places),
        "formats_tableur": FORMATS_EXPORT,
    }


def _build_url_fiche(page: Page) -> str:
    """What comes before the identifier of an action in its address: the routes are searched once for a long drawing."""
    aucun = UUID(int=0)
    return reverse(FICHE, args=[page.espace.pk, aucun]).rpartition(str(aucun))[0]


@ctg.sous("tableau/", onglet=TABLEAU).lecture("", droit=can_list_plan)
def plan_tableau(page: Page, dossier: DossierPlan) -> dict[str, Any]:
    """The plan as a board by status: a card is dragged, or moved by its menu; the move then asks what it needs."""
    with_sorties = page.request.GET.get("sorties") == "1"
    colonnes = build_tableau(page.membre, dossier, with_sorties=with_sorties)
    return {
        "compte": count_plan(page.membre, dossier.ctg),
        "colonnes": colonnes,
        "with_sorties": with_sorties,
        "url_fiche": _build_url_fiche(page),
    }


@ctg.sous("ruban/", onglet=RUBAN).lecture("", droit=can_list_plan)
def plan_ruban(page: Page, dossier: DossierPlan) -> dict[str, Any]:
    """The plan over the years of its CTG."""
    rencontres = list_rencontres(page.membre, dossier.ctg.date_debut, dossier.ctg.date_fin)
    ruban = vues.get_ruban(page.membre, dossier, list_noeuds(dossier), page.today, rencontres)
    # The routes are searched once for a hundred and fifty links.
    return {"ruban": ruban, "etroit": narrow_ruban(ruban), "url_fiche": _build_url_fiche(page)}


@dataclass(frozen=True, slots=True)
class Angle:
    """A way to part the plan. `filtre` is the field of the list that shows the actions of one group, when there is one;
    `vides` says what it means to have none."""

    cle: str
    libelle: str
    icone: str
    get: Callable[[Membre, DossierPlan], vues.Repartition]
    filtre: str
    vides: str


ANGLES = (
    Angle("commune", "Par commune", "map-pin", vues.get_par_commune, "commune", "Sans action qui leur soit propre"),
    Angle("public", "Par public", "users", vues.get_par_public, "", "Publics sans action"),
    Angle("organisation", "Par partenaire", "building-community", vues.get_par_organisation, "", ""),
    Angle("elu", "Par élu·e", "user", vues.get_par_elu, "", ""),
    Angle("thematique", "Par thématique", "bookmark", vues.get_par_thematique, "thematique", "Thématiques sans action"),
)


@ctg.sous("pour-qui/", onglet=REPARTITION).lecture("", droit=can_list_plan)
def plan_repartition(page: Page, dossier: DossierPlan) -> dict[str, Any]:
    """By commune, by public, by partner, by élu·e, by thématique: who has no action?"""
    wanted = page.request.GET.get("par", "")
    angle = next((row for row in ANGLES if row.cle == wanted), ANGLES[0])
    return {
        "angle": angle,
        "angles": [OngletPage(row.libelle, f"?par={row.cle}", row.icone, row is angle) for row in ANGLES],
        "repartition": angle.get(page.membre, dossier),
    }


@ctg.sous("avant-le-cotech/", onglet=COACH).lecture("", droit=can_update_fiches)
def plan_coach(page: Page, dossier: DossierPlan) -> dict[str, Any]:
    """Before the séance: the five missing things that matter most, in order."""
    manques, autres = vues.list_manques(page.membre, dossier, page.today)
    return {"manques": manques, "autres": autres}


@ctg.sous("ce-qui-manque/", onglet=ORPHELINS).lecture("", droit=can_list_plan)
def orphelin_list(page: Page, dossier: DossierPlan) -> dict[str, Any]:
    """What the chain from finding to action lacks, both ways."""
    return {"orphelins": list_orphelins(page.membre, dossier), "maximum": MAX_LISTE}
