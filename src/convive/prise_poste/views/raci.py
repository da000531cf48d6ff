"""Who does what in a CTG, in a table that everyone reads the same way: « ?ctg=… » for another than the current one."""

from typing import Any

from django.http import Http404

from convive.espaces.views.page import Formulaire, Page, Pages
from convive.prise_poste.actions.raci import update_raci
from convive.prise_poste.forms.raci import RaciForm
from convive.prise_poste.permissions import can_get_raci, can_update_raci
from convive.prise_poste.rules.raci import REGLE, ROLES
from convive.prise_poste.selectors.raci import RaciLu, get_raci, get_raci_propose
from convive.prise_poste.views.rubrique import FORMATS, QUI_FAIT_QUOI, RACI

pages = Pages(RACI, "prise-de-poste/raci/", onglet=QUI_FAIT_QUOI)


@pages.lecture("", droit=can_get_raci)
def raci_detail(page: Page) -> dict[str, Any]:
    raci = _get_raci(page)
    contexte = _build_contexte(raci) | {"formats": FORMATS}
    if raci is not None:
        contexte["lignes"] = [(row, list(zip(ROLES.values(), row.list_mots(), strict=True))) for row in raci.lignes]
    return contexte


@pages.ecriture("modifier/", droit=can_update_raci)
def raci_update(page: Page) -> Formulaire:
    """The whole table, with its rule."""
    raci = _get_raci(page)
    if raci is None:
        raise Http404("Il n’y a pas encore de CTG dans cet espace.")
    form = RaciForm(page.data, lignes=raci.lignes)
    return Formulaire(
        form,
        lambda: update_raci(
            by=page.compte,
            ctg=raci.ctg,
            lignes=form.get_lignes(),
            empreinte=form.cleaned_data["empreinte"],
            depart=get_raci_propose(),
        ),
        fait="Le tableau est enregistré.",
        suite=f"{page.get_url(QUI_FAIT_QUOI)}?ctg={raci.ctg.pk}",
        contexte=_build_contexte(raci),
    )


def _get_raci(page: Page) -> RaciLu | None:
    return get_raci(page.membre, page.request.GET.get("ctg", ""), page.today)


def _build_contexte(raci: RaciLu | None) -> dict[str, Any]:
    return {"raci": raci, "roles": list(ROLES.values()), "regle": REGLE}
