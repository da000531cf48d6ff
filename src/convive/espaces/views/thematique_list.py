"""The thématiques of an espace; those who may, add, rename, move and archive them here."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

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
from convive.espaces.models import Membre, Thematique
from convive.espaces.permissions import can_list_thematiques, can_update_thematiques
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.thematique import (
    LigneThematique,
    get_thematique_in_espace,
    list_lignes_thematiques,
    list_thematiques_a_donner,
)
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:thematique_list"
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_thematique, pas=-1),
    "descendre": partial(update_ordre_thematique, pas=1),
    "archiver": close_thematique,
    "retablir": reopen_thematique,
    "supprimer": delete_thematique,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def thematique_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_thematiques)
    form, cible, erreur = ThematiqueForm(), None, ""
    if request.method == "POST":
        if not can_update_thematiques(membre):
            raise PermissionDenied("Votre rôle dans cet espace ne permet pas ce geste.")
        cible = _get_cible(request, membre)
        form = ThematiqueForm(request.POST, auto_id=_get_auto_id(cible))
        try:
            if _submit(request.POST.get("geste", ""), membre, cible, form):
                anchor = f"#thematique-{cible.pk}" if cible else "#liste"
                return redirect(reverse(PAGE, args=[espace_uuid]) + anchor)
        except EspaceRefuse as error:
            erreur = str(error)
    actives, archivees = list_lignes_thematiques(membre.espace)
    context = build_contexte(request, membre, PAGE, archivees=archivees, erreur=erreur, cible=cible)
    context |= {"lignes": _add_forms(actives, cible, form), "form": ThematiqueForm() if cible else form}
    context["peut_changer"] = can_update_thematiques(membre)
    context["a_donner"] = list_thematiques_a_donner(membre.espace)
    return render(request, "espaces/thematique_list.html", context)


def _get_cible(request: HttpRequest, membre: Membre) -> Thematique | None:
    """The thématique of the gesture; None for the gestures that have none."""
    geste = request.POST.get("geste", "")
    if geste in ("ajouter", "usuelles"):
        return None
    thematique = get_thematique_in_espace(membre.espace, request.POST.get("objet", ""))
    if thematique is None or geste not in {*GESTES, "renommer"}:
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cet espace.")
    return thematique


def _submit(geste: str, membre: Membre, cible: Thematique | None, form: ThematiqueForm) -> bool:
    """Do the gesture; False when a name has to be corrected."""
    if cible is None and geste == "usuelles":
        import_thematiques_usuelles(by=membre.compte, espace=membre.espace)
    elif cible is not None and geste in GESTES:
        GESTES[geste](by=membre.compte, thematique=cible)
    else:
        return form.is_valid() and _submit_nom(membre, cible, form)
    return True


def _submit_nom(membre: Membre, cible: Thematique | None, form: ThematiqueForm) -> bool:
    """Add or rename; a name that is refused comes back with its reason, beside the field."""
    try:
        if cible is None:
            create_thematique(by=membre.compte, espace=membre.espace, nom=form.cleaned_data["nom"])
        else:
            update_thematique(by=membre.compte, thematique=cible, nom=form.cleaned_data["nom"])
    except EspaceRefuse as error:
        form.add_error("nom", list(error.messages))
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
