"""Who pays what: the plan of financing of the CTG, one year at a time."""

from typing import Any

from convive.documents.registre import types_documents
from convive.espaces.views.page import Page, Pages
from convive.finances.exports import CLE_FINANCEMENT
from convive.finances.permissions import can_list_financements
from convive.finances.rules.financement import cut_groupes, explain_financement, explain_oublis
from convive.finances.selectors.bareme import get_bareme
from convive.finances.selectors.financement import PlanFinancement, get_financement
from convive.finances.views.annee import read_annee
from convive.finances.views.rubrique import FINANCEMENT, FINANCES
from convive.plan_action.permissions import can_update_fiches

MONTRES = 6
"""How many gaps are seen at once; the others are folded."""
FINANCEURS_MONTRES = 8

pages = Pages(FINANCES, "finances/", onglet=FINANCEMENT)


@pages.lecture("", droit=can_list_financements)
def financement_detail(page: Page) -> dict[str, Any]:
    plan = get_financement(page.membre, page.today, read_annee(page))
    if plan is None or plan.is_vide:
        return {"plan": None, "phrase": "Ce que coûte la CTG, qui le paie, ce qui reste à trouver."}
    financeurs, reste = cut_groupes(plan.financeurs, FINANCEURS_MONTRES)
    return {
        "plan": plan,
        "financeurs": financeurs,
        "reste_financeurs": reste,
        "phrase": explain_financement(plan.annee, plan.fonctionnement, plan.investissement),
        "oublis": explain_oublis(plan.oublis),
        "manques": plan.manques[:MONTRES],
        "autres_manques": plan.manques[MONTRES:],
        "derniere_annee": get_bareme(page.membre).derniere_annee,
        "tableau_flux": _build_tableau(plan),
        "document": CLE_FINANCEMENT,
        "choix": plan.annee,
        "formats": types_documents.get(CLE_FINANCEMENT).formats,
        "peut_saisir": can_update_fiches(page.membre) and not page.espace.is_expire,
    }


def _build_tableau(plan: PlanFinancement) -> dict[str, Any]:
    """The amounts of the drawing, one row for each that pays."""
    axes = [axe for axe, sommes in plan.axes if sommes.produits]
    montants = {(qui, axe): montant for qui, axe, montant in plan.paiements}
    lignes = [
        (qui, [montants.get((qui, axe)) for axe in axes], sommes.produits)
        for qui, sommes in plan.financeurs
        if sommes.produits
    ]
    totaux = dict(plan.axes)
    return {
        "axes": axes,
        "lignes": lignes,
        "totaux": [totaux[axe].produits for axe in axes],
        "total": plan.fonctionnement.produits,
    }
