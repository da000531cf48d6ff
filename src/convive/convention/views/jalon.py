"""The milestones of a CTG, phase by phase."""

from typing import Any
from uuid import UUID

from django.http import Http404

from convive.convention.actions.jalon import create_jalon, delete_jalon, update_jalon
from convive.convention.forms.jalon import JalonForm
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.jalon import get_jalon, get_type_jalon, list_phases
from convive.convention.views.rubrique import CONVENTION, JALONS, attach_ctg
from convive.espaces.views.page import Formulaire, Gestes, Page, Pages, Rendu

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=JALONS)).sous("jalons/")


@pages.lecture("", droit=can_get_ctg)
def jalon_list(page: Page, dossier: DossierCtg) -> dict[str, Any]:
    return {"phases": list_phases(dossier)}


@pages.ecriture("ajouter/", droit=can_update_ctg)
def jalon_create(page: Page, dossier: DossierCtg) -> Formulaire:
    """Date a milestone: one of a usual kind (`?type=`), or another one."""
    type_jalon = get_type_jalon(page.espace, page.request.GET.get("type", ""))
    form = JalonForm(page.data, type_jalon=type_jalon)
    return Formulaire(
        form,
        lambda: create_jalon(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie()),
        fait="Jalon enregistré.",
        suite=page.get_url(JALONS, dossier.ctg.pk),
        contexte={"type_jalon": type_jalon},
    )


@pages.ecriture("<uuid:jalon_uuid>/", droit=can_update_ctg)
def jalon_update(page: Page, dossier: DossierCtg, jalon_uuid: UUID) -> Rendu:
    """Change a milestone, or take it away."""
    jalon = get_jalon(dossier.ctg, jalon_uuid)
    if jalon is None:
        raise Http404("Ce jalon n’existe pas dans cette CTG.")
    jalon.ctg, suite = dossier.ctg, page.get_url(JALONS, dossier.ctg.pk)
    if page.geste == "supprimer":
        retrait = (lambda: delete_jalon(by=page.compte, jalon=jalon), f"Le jalon «\u00a0{jalon}\u00a0» est supprimé.")
        return Gestes({"supprimer": retrait}, suite=suite, contexte={"jalon": jalon, "form": JalonForm(jalon=jalon)})
    form = JalonForm(page.data, jalon=jalon)
    return Formulaire(
        form,
        lambda: update_jalon(by=page.compte, jalon=jalon, saisie=form.get_saisie()),
        fait="Jalon enregistré.",
        suite=suite,
        contexte={"jalon": jalon},
    )
