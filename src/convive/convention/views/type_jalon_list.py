"""The kinds of milestones of an espace; those who may, add, rename and archive them here."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.convention.actions.jalon import (
    close_type_jalon,
    create_type_jalon,
    reopen_type_jalon,
    update_type_jalon,
)
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.jalon import TypeJalonForm
from convive.convention.models import PHASES, TypeJalon
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.jalon import get_type_jalon, list_types_par_phase
from convive.convention.views.acces import PAGE, get_membre_lecteur
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire

ICI = "convention:type_jalon_list"
GESTES: dict[str, Callable[..., None]] = {"archiver": close_type_jalon, "retablir": reopen_type_jalon}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def type_jalon_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    form, cible, phase = TypeJalonForm(), None, request.POST.get("phase", "")
    if request.method == "POST":
        cible = _get_cible(request, membre)
        form = TypeJalonForm(request.POST, type_jalon=cible, auto_id=_get_auto_id(cible, phase))
        if _submit(request, membre, cible, form):
            return redirect(reverse(ICI, args=[espace_uuid]) + f"#phase-{cible.phase if cible else phase}")
    context = build_contexte(request, membre, PAGE, refuse=form if form.is_bound else None)
    context["phases"] = [
        (cle, libelle, [(t, _choose(t, cible, form)) for t in types], _choose_ajout(cle, cible, phase, form))
        for cle, libelle, types in list_types_par_phase(membre.espace)
    ]
    context["peut_ecrire"] = can_update_ctg(membre) and not membre.espace.is_expire
    return render(request, "convention/type_jalon_list.html", context)


def _get_cible(request: HttpRequest, membre: Membre) -> TypeJalon | None:
    """The kind of the gesture; None for an addition."""
    geste = request.POST.get("geste", "")
    cible = get_type_jalon(membre.espace, request.POST.get("objet", ""))
    is_ajout = geste == "ajouter" and request.POST.get("phase") in dict(PHASES)
    if not (is_ajout or (cible is not None and geste in {*GESTES, "modifier"})):
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cet espace.")
    return None if is_ajout else cible


def _submit(request: HttpRequest, membre: Membre, cible: TypeJalon | None, form: TypeJalonForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    geste = request.POST["geste"]
    try:
        if cible is not None and geste in GESTES:
            GESTES[geste](by=membre.compte, type_jalon=cible)
            return True
        if not form.is_valid():
            return False
        if cible is not None:
            update_type_jalon(by=membre.compte, type_jalon=cible, **form.cleaned_data)
        else:
            phase = request.POST["phase"]
            create_type_jalon(by=membre.compte, espace=membre.espace, phase=phase, **form.cleaned_data)
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
