"""What the convention costs and brings to each commune: all of them, then one."""

from typing import Any

from django.http import Http404

from convive.documents.registre import types_documents
from convive.espaces.views.page import Page, Pages
from convive.finances.exports import CLE_COMMUNE
from convive.finances.permissions import can_list_communes
from convive.finances.selectors.commune import get_parts_communes
from convive.finances.views.annee import read_annee
from convive.finances.views.rubrique import COMMUNES, FINANCES

pages = Pages(FINANCES, "finances/communes/", onglet=COMMUNES)


@pages.lecture("", droit=can_list_communes)
def commune_list(page: Page) -> dict[str, Any]:
    return {"lues": get_parts_communes(page.membre, page.today, read_annee(page))}


@pages.lecture("<str:code_commune>/", droit=can_list_communes)
def commune_detail(page: Page, code_commune: str) -> dict[str, Any]:
    lues = get_parts_communes(page.membre, page.today, read_annee(page))
    if lues is None or code_commune not in lues.codes:
        raise Http404("Cette commune n’est pas dans cet espace, ou vous n’y avez pas accès.")
    return {
        "lues": lues,
        "code_commune": code_commune,
        "commune": lues.build_commune(code_commune),
        "par_enfant_territoire": lues.total.per(lues.sum_enfants()),
        "document": CLE_COMMUNE,
        "choix": f"{code_commune}-{lues.annee}",
        "formats": types_documents.get(CLE_COMMUNE).formats,
    }
