"""The AFOM of a thématique: four quadrants that one fills with the keyboard, alone or before a room."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.afom import create_element, delete_element, move_element, place_element, update_element
from convive.diagnostic.forms.afom import ElementForm, ElementUpdateForm
from convive.diagnostic.models import ElementAfom, QuadrantAfom
from convive.diagnostic.permissions import can_get_afom, can_update_afom
from convive.diagnostic.rules.afom import MAX_ELEMENTS
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.afom import (
    get_element,
    get_thematique,
    list_constats_a_poser,
    list_quadrants,
)
from convive.diagnostic.selectors.constat import get_constat
from convive.diagnostic.views.fiche_acces import PAGE_AFOM, build_contexte_constats
from convive.espaces.models import Membre, Thematique
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

PROJECTION = "projection"
PAS = {"monter": -1, "descendre": 1}
DEPLACEMENTS = frozenset({"placer", *PAS})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def afom_detail(request: HttpRequest, espace_uuid: UUID, thematique_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_afom)
    thematique = get_thematique(membre, thematique_uuid)
    if thematique is None:
        raise Http404("Cette thématique n’est pas ici, ou ne vous concerne pas.")
    is_projection = request.GET.get("vue") == PROJECTION
    ici = reverse("diagnostic:afom_detail", args=[espace_uuid, thematique_uuid])
    vue = {"vue": PROJECTION} if is_projection else {}
    erreur, suite, annuler = "", request.GET.get("suite", ""), request.GET.get("annuler", "")
    if request.method == "POST":
        if not can_update_afom(membre, thematique):
            raise PermissionDenied("Vous pouvez lire cette AFOM, et non la remplir.")
        annuler = _get_place(request, membre, thematique)
        erreur, suite = _submit(request, membre, thematique)
        annuler = "" if erreur else annuler
        if not erreur and not is_fragment(request):
            # No fragment: a page that has one does not put the cursor anywhere.
            query = {**vue, "suite": suite, **({"annuler": annuler} if annuler else {})}
            return redirect(f"{ici}?{urlencode(query)}")
    context = build_contexte_constats(request, membre, PAGE_AFOM, thematique=thematique, erreur=erreur, ici=ici)
    context |= _build_page(membre, thematique, suite, request.POST.get("texte", "") if erreur else "")
    context["adresse"] = f"{ici}?{urlencode(vue)}" if vue else ici
    context["is_projection"] = is_projection
    context["annuler"] = _read_place(annuler) if context["peut_remplir"] else None
    context["annonce"] = (erreur or "C’est enregistré.") if request.method == "POST" else ""
    if is_fragment(request):
        return render(request, "diagnostic/afom_detail.html#afom", context)
    template = "diagnostic/_afom_projection.html" if is_projection else "diagnostic/afom_detail.html"
    return render(request, template, context)


def _build_page(membre: Membre, thematique: Thematique, suite: str, texte: str) -> dict[str, Any]:
    """`suite` is the quadrant where one was writing: the cursor goes back there, with what was refused."""
    peut_remplir = can_update_afom(membre, thematique) and not membre.espace.is_expire
    quadrants = [
        (
            quadrant,
            ElementForm(auto_id=f"id_{quadrant.cle}_%s", initial={"texte": texte if suite == quadrant.cle else ""}),
            [(element, ElementUpdateForm(element=element)) for element in quadrant.elements],
        )
        for quadrant in list_quadrants(membre, thematique)
    ]
    constats = list_constats_a_poser(membre, thematique) if peut_remplir else []
    return {
        "quadrants": quadrants,
        "constats": constats,
        "peut_remplir": peut_remplir,
        "suite": suite,
        "choix": QuadrantAfom.choices,
    }


def _get_place(request: HttpRequest, membre: Membre, thematique: Thematique) -> str:
    """Where the line that is about to move stands: what it takes to bring it back. Empty for any other gesture."""
    uuid = parse_uuid(request.POST.get("element", ""))
    element = get_element(membre, thematique, uuid) if uuid and request.POST.get("geste") in DEPLACEMENTS else None
    return f"{element.pk}.{element.quadrant}.{element.ordre}" if element else ""


def _read_place(place: str) -> dict[str, str] | None:
    uuid, _, rest = place.partition(".")
    quadrant, _, rang = rest.partition(".")
    if parse_uuid(uuid) is None or quadrant not in QuadrantAfom.values or not rang.isdecimal():
        return None
    return {"element": uuid, "quadrant": quadrant, "rang": rang}


def _submit(request: HttpRequest, membre: Membre, thematique: Thematique) -> tuple[str, str]:
    """Do the gesture: what went wrong, and the quadrant where one goes on."""
    quadrant, geste = request.POST.get("quadrant", ""), request.POST.get("geste", "ajouter")
    try:
        if geste in ("ajouter", "poser"):
            if quadrant not in QuadrantAfom.values:
                raise Http404("Ce quadrant n’existe pas.")
            return _add(request, membre, thematique, quadrant, geste), quadrant
        uuid = parse_uuid(request.POST.get("element", ""))
        element = get_element(membre, thematique, uuid) if uuid else None
        if element is None:
            raise DiagnosticRefuse("Cette ligne vient d’être retirée.")
        return _change(request, membre, element, geste), element.quadrant
    except DiagnosticRefuse as refus:
        return str(refus), quadrant


def _add(request: HttpRequest, membre: Membre, thematique: Thematique, quadrant: str, geste: str) -> str:
    if geste == "poser":
        uuid = parse_uuid(request.POST.get("constat", ""))
        constat = get_constat(membre, uuid) if uuid else None
        if constat is None or not constat.is_partage:
            raise DiagnosticRefuse("Ce constat n’est plus partagé.")
        create_element(by=membre.compte, thematique=thematique, quadrant=quadrant, texte=constat.texte, constat=constat)
        return ""
    form = ElementForm(request.POST)
    if not form.is_valid():
        return _explain(form)
    create_element(by=membre.compte, thematique=thematique, quadrant=quadrant, texte=form.cleaned_data["texte"])
    return ""


def _change(request: HttpRequest, membre: Membre, element: ElementAfom, geste: str) -> str:
    if geste == "placer":
        quadrant, rang = request.POST.get("quadrant", ""), request.POST.get("rang", "")
        if quadrant not in QuadrantAfom.values or not rang.isdecimal():
            raise DiagnosticRefuse("Cette place n’existe pas.")
        place_element(by=membre.compte, element=element, quadrant=quadrant, rang=min(int(rang), MAX_ELEMENTS))
    elif geste in PAS:
        move_element(by=membre.compte, element=element, pas=PAS[geste])
    elif geste == "retirer":
        delete_element(by=membre.compte, element=element)
    else:
        form = ElementUpdateForm(request.POST, element=element)
        if not form.is_valid():
            return _explain(form)
        update_element(by=membre.compte, element=element, **form.cleaned_data)
    return ""


def _explain(form: ElementForm) -> str:
    return " ".join(str(message) for messages in form.errors.values() for message in messages)
