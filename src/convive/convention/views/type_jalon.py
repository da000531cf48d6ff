"""The kinds of milestones of an espace; those who may, add, rename and archive them here."""

from collections.abc import Callable

from django.http import Http404

from convive.convention.actions.jalon import (
    close_type_jalon,
    create_type_jalon,
    reopen_type_jalon,
    update_type_jalon,
)
from convive.convention.forms.jalon import TypeJalonForm
from convive.convention.models import PHASES, TypeJalon
from convive.convention.permissions import can_get_ctg, can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.jalon import get_type_jalon, list_types_par_phase
from convive.convention.views.rubrique import CONVENTION
from convive.espaces.views.page import Page, Pages, Rendu
from convive.socle.formulaires import explain_refus

GESTES: dict[str, Callable[..., None]] = {"archiver": close_type_jalon, "retablir": reopen_type_jalon}

pages = Pages(CONVENTION, "ctg/types-de-jalons/")


@pages.ecriture("", droit=can_get_ctg, ecrit=can_update_ctg)
def type_jalon_list(page: Page) -> Rendu:
    form, cible, phase = TypeJalonForm(), None, page.request.POST.get("phase", "")
    if page.is_envoi:
        cible = _get_cible(page)
        form = TypeJalonForm(page.data, type_jalon=cible, auto_id=_get_auto_id(cible, phase))
        if _submit(page, cible, form):
            ancre = f"#phase-{cible.phase if cible else phase}"
            return page.redirect(page.get_url("convention:type_jalon_list") + ancre)
    phases = [
        (cle, libelle, [(t, _choose(t, cible, form)) for t in types], _choose_ajout(cle, cible, phase, form))
        for cle, libelle, types in list_types_par_phase(page.espace)
    ]
    return {"phases": phases, "refuse": form if form.is_bound else None}


def _get_cible(page: Page) -> TypeJalon | None:
    """The kind of the gesture; None for an addition."""
    cible = get_type_jalon(page.espace, page.request.POST.get("objet", ""))
    is_ajout = page.geste == "ajouter" and page.request.POST.get("phase") in dict(PHASES)
    if not (is_ajout or (cible is not None and page.geste in {*GESTES, "modifier"})):
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    return None if is_ajout else cible


def _submit(page: Page, cible: TypeJalon | None, form: TypeJalonForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    geste = page.geste
    try:
        if cible is not None and geste in GESTES:
            GESTES[geste](by=page.compte, type_jalon=cible)
            return True
        if not form.is_valid():
            return False
        if cible is not None:
            update_type_jalon(by=page.compte, type_jalon=cible, **form.cleaned_data)
        else:
            phase = page.request.POST["phase"]
            create_type_jalon(by=page.compte, espace=page.espace, phase=phase, **form.cleaned_data)
    except ConventionRefusee as refus:
        explain_refus(form, refus)
        return False
    return True


def _choose(type_jalon: TypeJalon, cible: TypeJalon | None, form: TypeJalonForm) -> TypeJalonForm:
    if type_jalon == cible:
        return form
    return TypeJalonForm(type_jalon=type_jalon, auto_id=_get_auto_id(type_jalon, ""))


def _choose_ajout(phase: str, cible: TypeJalon | None, refusee: str, form: TypeJalonForm) -> TypeJalonForm:
    is_bound = form.is_bound and cible is None and phase == refusee
    return form if is_bound else TypeJalonForm(auto_id=_get_auto_id(None, phase))


def _get_auto_id(type_jalon: TypeJalon | None, phase: str) -> str:
    """Each name that can be changed is a field of its own."""
    return f"id_{type_jalon.pk if type_jalon else phase}_%s"
