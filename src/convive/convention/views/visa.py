"""The texts that a convention quotes; those who may, add, change, move and take them away here."""

from collections.abc import Callable
from functools import partial
from typing import Any

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
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.formulaires import explain_refus

GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_visa, pas=-1),
    "descendre": partial(update_ordre_visa, pas=1),
    "supprimer": delete_visa,
}

pages = attach_ctg(Pages(CONVENTION, "ctg/", onglet=TEXTE)).sous("texte/visas/")


@pages.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def visa_list(page: Page, dossier: DossierCtg) -> Rendu:
    envoi = page.request.POST
    if envoi.get("geste") == "modifier":
        return _build_modification(page, dossier, _get_visa_or_404(dossier, envoi.get("objet", "")))
    form = VisaForm(page.data)
    if page.is_envoi and _submit(page, dossier, form):
        return page.redirect(page.get_url("convention:visa_list", dossier.ctg.pk) + "#liste")
    return _build_contexte(dossier, None, form)


def _build_modification(page: Page, dossier: DossierCtg, visa: Visa) -> Formulaire:
    """Also what the page asks again of the visa as it is now, when someone else changed it meanwhile."""
    form = VisaForm(page.data, visa=visa, auto_id=_get_auto_id(visa))
    return Formulaire(
        form,
        lambda: update_visa(by=page.compte, visa=visa, saisie=form.get_saisie()),
        fait="Visa enregistré.",
        suite=page.get_url("convention:visa_list", dossier.ctg.pk) + f"#visa-{visa.pk}",
        contexte=lambda: _build_contexte(dossier, visa, form),
    )


def _build_contexte(dossier: DossierCtg, cible: Visa | None, form: VisaForm) -> dict[str, Any]:
    """The lines, each with its form: the one that was sent stays as it was typed."""
    visas = list_visas_ctg(dossier.ctg)
    last = len(visas) - 1
    lignes = [
        (visa, form if visa == cible else VisaForm(visa=visa, auto_id=_get_auto_id(visa)), rang > 0, rang < last)
        for rang, visa in enumerate(visas)
    ]
    return {
        "lignes": lignes,
        "ajout": VisaForm() if cible else form,
        "refuse": form if form.is_bound else None,
    }


def _get_visa_or_404(dossier: DossierCtg, uuid: str) -> Visa:
    visa = get_visa(dossier.ctg, uuid)
    if visa is None:
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    return visa


def _submit(page: Page, dossier: DossierCtg, form: VisaForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    geste = page.geste
    try:
        if geste == "usuels":
            import_visas_usuels(by=page.compte, ctg=dossier.ctg)
        elif geste != "ajouter":
            visa = _get_visa_or_404(dossier, page.request.POST.get("objet", ""))
            if geste not in GESTES:
                raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
            GESTES[geste](by=page.compte, visa=visa)
        elif not form.is_valid():
            return False
        else:
            create_visa(by=page.compte, ctg=dossier.ctg, saisie=form.get_saisie())
    except ConventionRefusee as refus:
        explain_refus(form, refus)
        return False
    return True


def _get_auto_id(visa: Visa | None) -> str:
    """Each visa that can be changed has fields of its own."""
    return f"id_{visa.pk}_%s" if visa else "id_%s"
