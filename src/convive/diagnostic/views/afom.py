"""The AFOM of a thématique: four quadrants that one fills with the keyboard, alone or before a room."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from convive.diagnostic.actions.afom import create_element, delete_element, move_element, place_element, update_element
from convive.diagnostic.forms.afom import ElementForm, ElementUpdateForm
from convive.diagnostic.models import ElementAfom
from convive.diagnostic.permissions import can_get_afom, can_update_afom
from convive.diagnostic.rules.afom import MAX_ELEMENTS, Quadrant
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.diagnostic.selectors.afom import (
    get_element,
    get_thematique,
    list_afom,
    list_constats_a_poser,
    list_quadrants,
)
from convive.diagnostic.selectors.constat import get_constat
from convive.diagnostic.views.rubrique import CONSTATS, PAGE_AFOM
from convive.espaces.models import Thematique
from convive.espaces.views.page import GESTE_INCONNU, Page, Pages
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

PROJECTION = "projection"
PAS = {"monter": -1, "descendre": 1}
DEPLACEMENTS = frozenset({"placer", *PAS})

pages = Pages(CONSTATS, "afom/", onglet=PAGE_AFOM)
thematique = pages.objet(
    "<uuid:thematique_uuid>/", get_thematique, "Cette thématique n’existe pas, ou vous n’y avez pas accès."
)


@pages.lecture("", droit=can_get_afom)
def afom_list(page: Page) -> dict[str, Any]:
    """One for each thématique."""
    return {"lignes": list_afom(page.membre)}


@thematique.ecriture("", droit=can_get_afom)
def afom_detail(page: Page, thematique: Thematique) -> HttpResponse:
    request = page.request
    ici = page.get_url("diagnostic:afom_detail", thematique.pk)
    vue = {"vue": PROJECTION} if request.GET.get("vue") == PROJECTION else {}
    erreur, suite, annuler = "", request.GET.get("suite", ""), request.GET.get("annuler", "")
    if page.is_envoi:
        if not can_update_afom(page.membre, thematique):
            raise PermissionDenied("Vous pouvez lire cette AFOM, mais pas la remplir.")
        place = _get_place(page, thematique)
        erreur, suite = _submit(page, thematique)
        annuler = "" if erreur else place
        if not erreur and not is_fragment(request):
            # No fragment: a page that has one does not put the cursor anywhere.
            query = {**vue, "suite": suite, **({"annuler": annuler} if annuler else {})}
            return page.redirect(f"{ici}?{urlencode(query)}")
    contexte = _build_contexte(page, thematique, suite, request.POST.get("texte", "") if erreur else "")
    contexte |= {"erreur": erreur, "ici": ici, "adresse": f"{ici}?{urlencode(vue)}" if vue else ici}
    contexte |= {"is_projection": bool(vue), "annuler": _read_place(annuler) if contexte["peut_remplir"] else None}
    contexte["annonce"] = (erreur or "C’est enregistré.") if page.is_envoi else ""
    if is_fragment(request):
        return page.render("diagnostic/afom_detail.html#afom", contexte)
    return page.render("diagnostic/_afom_projection.html" if vue else "diagnostic/afom_detail.html", contexte)


def _build_contexte(page: Page, thematique: Thematique, suite: str, texte: str) -> dict[str, Any]:
    """`suite` is the quadrant where one was writing: the cursor goes back there, with what was refused."""
    peut_remplir = can_update_afom(page.membre, thematique) and not page.espace.is_expire
    quadrants = [
        (
            quadrant,
            ElementForm(auto_id=f"id_{quadrant.cle}_%s", initial={"texte": texte if suite == quadrant.cle else ""}),
            [(element, ElementUpdateForm(element=element)) for element in quadrant.elements],
        )
        for quadrant in list_quadrants(page.membre, thematique)
    ]
    constats = list_constats_a_poser(page.membre, thematique) if peut_remplir else []
    return {
        "quadrants": quadrants,
        "constats": constats,
        "peut_remplir": peut_remplir,
        "suite": suite,
        "choix": Quadrant.choices,
    }


def _get_place(page: Page, thematique: Thematique) -> str:
    """Where the line that is about to move stands: what it takes to bring it back. Empty for any other gesture."""
    uuid = parse_uuid(page.request.POST.get("element", ""))
    element = get_element(page.membre, thematique, uuid) if uuid and page.geste in DEPLACEMENTS else None
    return f"{element.pk}.{element.quadrant}.{element.ordre}" if element else ""


def _read_place(place: str) -> dict[str, str] | None:
    uuid, _, rest = place.partition(".")
    quadrant, _, rang = rest.partition(".")
    if parse_uuid(uuid) is None or quadrant not in Quadrant.values or not rang.isdecimal():
        return None
    return {"element": uuid, "quadrant": quadrant, "rang": rang}


def _submit(page: Page, thematique: Thematique) -> tuple[str, str]:
    """Do the gesture: what went wrong, and the quadrant where one goes on. The form of a quadrant adds to it."""
    quadrant, geste = page.request.POST.get("quadrant", ""), page.geste or "ajouter"
    try:
        if geste in ("ajouter", "poser"):
            if quadrant not in Quadrant.values:
                raise Http404("Ce quadrant n’existe pas.")
            return _add(page, thematique, quadrant, geste), quadrant
        uuid = parse_uuid(page.request.POST.get("element", ""))
        element = get_element(page.membre, thematique, uuid) if uuid else None
        if element is None:
            raise DiagnosticRefuse("Cette ligne vient d’être retirée.")
        return _change(page, element, geste), element.quadrant
    except DiagnosticRefuse as refus:
        return str(refus), quadrant


def _add(page: Page, thematique: Thematique, quadrant: str, geste: str) -> str:
    auteur = page.compte
    if geste == "poser":
        uuid = parse_uuid(page.request.POST.get("constat", ""))
        constat = get_constat(page.membre, uuid) if uuid else None
        if constat is None or not constat.is_partage:
            raise DiagnosticRefuse("Ce constat n’est plus partagé.")
        create_element(by=auteur, thematique=thematique, quadrant=quadrant, texte=constat.texte, constat=constat)
        return ""
    form = ElementForm(page.data)
    if not form.is_valid():
        return _explain(form)
    create_element(by=auteur, thematique=thematique, quadrant=quadrant, texte=form.cleaned_data["texte"])
    return ""


def _change(page: Page, element: ElementAfom, geste: str) -> str:
    auteur = page.compte
    if geste == "placer":
        quadrant, rang = page.request.POST.get("quadrant", ""), page.request.POST.get("rang", "")
        if quadrant not in Quadrant.values or not rang.isdecimal():
            raise DiagnosticRefuse("Cette case n’existe pas.")
        place_element(by=auteur, element=element, quadrant=quadrant, rang=min(int(rang), MAX_ELEMENTS))
    elif geste in PAS:
        move_element(by=auteur, element=element, pas=PAS[geste])
    elif geste == "retirer":
        delete_element(by=auteur, element=element)
    elif geste == "modifier":
        form = ElementUpdateForm(page.data, element=element)
        if not form.is_valid():
            return _explain(form)
        update_element(by=auteur, element=element, **form.cleaned_data)
    else:
        raise DiagnosticRefuse(GESTE_INCONNU)
    return ""


def _explain(form: ElementForm) -> str:
    return " ".join(str(message) for messages in form.errors.values() for message in messages)
