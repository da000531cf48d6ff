"""The texts that a convention quotes; those who may, add, change, move and take them away here."""

from collections.abc import Callable
from functools import partial

from django.http import Http404

from convive.convention.actions.visa import (
    create_visa,
    delete_visa,
    import_visas_usuels,
    update_ordre_visa,
    update_visa,
)
from convive.convention.forms.article import VisaForm
from convive.convention.models import Visa
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.visa import get_visa, list_visas_ctg
from convive.convention.views.rubrique import CONVENTION, TEXTE, attach_ctg
from convive.espaces.views.page import Page, Pages, Rendu
from convive.socle.formulaires import explain_refus

GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_visa, pas=-1),
    "descendre": partial(update_ordre_visa, pas=1),
    "supprimer": delete_visa,
}

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=TEXTE)).sous("texte/visas/")


@pages.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def visa_list(page: Page, dossier: DossierCtg) -> Rendu:
    form, cible = VisaForm(), None
    if page.is_envoi:
        cible = _get_cible(page, dossier)
        form = VisaForm(page.data, auto_id=_get_auto_id(cible))
        if _submit(page, dossier, cible, form):
            ancre = f"#visa-{cible.pk}" if cible else "#liste"
            return page.redirect(page.get_url("convention:visa_list", dossier.ctg.pk) + ancre)
    visas = list_visas_ctg(dossier.ctg)
    last = len(visas) - 1
    lignes = [
        (visa, form if visa == cible else VisaForm(visa=visa, auto_id=_get_auto_id(visa)), rang > 0, rang < last)
        for rang, visa in enumerate(visas)
    ]
    return {
        "lignes": lignes,
        "form": VisaForm() if cible else form,
        "refuse": form if form.is_bound else None,
    }


def _get_cible(page: Page, dossier: DossierCtg) -> Visa | None:
    """The visa of the gesture; None for the gestures that have none."""
    if page.geste in ("ajouter", "usuels"):
        return None
    visa = get_visa(dossier.ctg, page.request.POST.get("objet", ""))
    if visa is None or page.geste not in {*GESTES, "modifier"}:
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    return visa


def _submit(page: Page, dossier: DossierCtg, cible: Visa | None, form: VisaForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    geste = page.geste
    try:
        if cible is None and geste == "usuels":
            import_visas_usuels(by=page.compte, ctg=dossier.ctg)
        elif cible is not None and geste in GESTES:
            GESTES[geste](by=page.compte, visa=cible)
        elif not form.is_valid():
            return False
        elif cible is None:
            create_visa(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie())
        else:
            update_visa(by=page.compte, visa=cible, saisie=form.get_saisie())
    except ConventionRefusee as refus:
        explain_refus(form, refus)
        return False
    return True


def _get_auto_id(visa: Visa | None) -> str:
    """Each visa that can be changed has fields of its own."""
    return f"id_{visa.pk}_%s" if visa else "id_%s"
