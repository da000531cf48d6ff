"""The thématiques of an espace; those who may, add, rename, move and archive them here."""

from collections.abc import Callable
from functools import partial

from django.http import Http404

from convive.espaces.actions.thematique import (
    close_thematique,
    create_thematique,
    delete_thematique,
    import_thematiques_usuelles,
    reopen_thematique,
    update_ordre_thematique,
    update_thematique,
)
from convive.espaces.forms.thematique import ThematiqueForm
from convive.espaces.models import Thematique
from convive.espaces.permissions import can_list_thematiques, can_update_thematiques
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.thematique import (
    LigneThematique,
    get_thematique_in_espace,
    list_lignes_thematiques,
    list_thematiques_a_donner,
)
from convive.espaces.views.page import Page, Pages, Rendu, Rubrique
from convive.socle.formulaires import explain_refus

PAGE = "espaces:thematique_list"
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_thematique, pas=-1),
    "descendre": partial(update_ordre_thematique, pas=1),
    "archiver": close_thematique,
    "retablir": reopen_thematique,
    "supprimer": delete_thematique,
}

pages = Pages(Rubrique(PAGE), "thematiques/")


@pages.ecriture("", droit=can_list_thematiques, ecrit=can_update_thematiques)
def thematique_list(page: Page) -> Rendu:
    form, cible, erreur = ThematiqueForm(), None, ""
    if page.is_envoi:
        cible = _get_cible(page)
        form = ThematiqueForm(page.data, auto_id=_get_auto_id(cible))
        try:
            if _submit(page, cible, form):
                anchor = f"#thematique-{cible.pk}" if cible else "#liste"
                return page.redirect(page.get_url(PAGE) + anchor)
        except EspaceRefuse as error:
            erreur = str(error)
    actives, archivees = list_lignes_thematiques(page.espace)
    return {
        "archivees": archivees,
        "erreur": erreur,
        "cible": cible,
        "lignes": _add_forms(actives, cible, form),
        "form": ThematiqueForm() if cible else form,
        "peut_changer": can_update_thematiques(page.membre),
        "a_donner": list_thematiques_a_donner(page.espace),
    }


def _get_cible(page: Page) -> Thematique | None:
    """The thématique of the gesture; None for the gestures that have none."""
    geste = page.geste
    if geste in ("ajouter", "usuelles"):
        return None
    thematique = get_thematique_in_espace(page.espace, page.request.POST.get("objet", ""))
    if thematique is None or geste not in {*GESTES, "renommer"}:
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    return thematique


def _submit(page: Page, cible: Thematique | None, form: ThematiqueForm) -> bool:
    """Do the gesture; False when a name has to be corrected."""
    geste = page.geste
    if cible is None and geste == "usuelles":
        import_thematiques_usuelles(by=page.compte, espace=page.espace)
    elif cible is not None and geste in GESTES:
        GESTES[geste](by=page.compte, thematique=cible)
    else:
        return form.is_valid() and _submit_nom(page, cible, form)
    return True


def _submit_nom(page: Page, cible: Thematique | None, form: ThematiqueForm) -> bool:
    """Add or rename; a name that is refused comes back with its reason, beside the field."""
    try:
        if cible is None:
            create_thematique(by=page.compte, espace=page.espace, nom=form.cleaned_data["nom"])
        else:
            update_thematique(by=page.compte, thematique=cible, nom=form.cleaned_data["nom"])
    except EspaceRefuse as refus:
        explain_refus(form, refus, "nom")
        return False
    return True


def _get_auto_id(cible: Thematique | None) -> str:
    """Each name that can be changed is a field of its own."""
    return f"id_{cible.pk}_%s" if cible else "id_%s"


def _add_forms(
    lignes: list[LigneThematique], cible: Thematique | None, form: ThematiqueForm
) -> list[tuple[LigneThematique, ThematiqueForm]]:
    return [
        (
            ligne,
            form
            if ligne.thematique == cible
            else ThematiqueForm(initial={"nom": ligne.thematique.nom}, auto_id=_get_auto_id(ligne.thematique)),
        )
        for ligne in lignes
    ]
