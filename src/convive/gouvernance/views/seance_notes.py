"""The minutes: written live by the team, read by everyone once closed; what closed is corrected by an erratum."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.ligne import create_erratum, create_ligne, delete_ligne, update_ligne
from convive.gouvernance.actions.seance import update_statut_seance
from convive.gouvernance.forms.notes import ErratumForm, LigneForm
from convive.gouvernance.models import LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.suite import build_marque, get_ligne, is_ouverte, list_lignes, list_points
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

TEMPLATE = "gouvernance/seance_notes.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_notes(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    is_lecture = request.method in ("GET", "HEAD")
    membre = get_membre_or_404(request, espace_uuid, can_list_instances if is_lecture else can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid)
    if is_lecture:
        return _show(request, membre, seance, edition=_get_edition(request, seance))
    geste = request.POST.get("geste", "")
    if geste == "ouvrir":
        return _open(request, membre, seance)
    if geste == "erratum":
        return _create_erratum(request, membre, seance)
    if geste in ("modifier", "supprimer"):
        return _update(request, membre, seance, geste)
    return _create(request, membre, seance)


def _show(request: HttpRequest, membre: Membre, seance: Seance, *, status: int = 200, **kw: Any) -> HttpResponse:
    lignes = list_lignes(seance)
    marque = build_marque(seance, lignes)
    if is_fragment(request) and request.GET.get("marque") == marque:
        return HttpResponse(status=204)
    points = kw.pop("points", None) or list_points(seance)
    edition = kw.pop("edition", None)
    ouverte = is_ouverte(seance) and can_update_instances(membre)
    context = build_contexte_seance(
        request,
        membre,
        "seance_notes",
        seance,
        lignes=lignes,
        marque=marque,
        is_ouverte=ouverte,
        is_close=seance.statut == StatutSeance.CLOSE,
        form=kw.pop("form", None) or _build_form(points, request.GET.get("point")),
        form_edition=edition,
        erratum=kw.pop("erratum", None) or ErratumForm(prefix="erratum"),
        errata=list(seance.errata.select_related("auteur")),
        **kw,
    )
    template = f"{TEMPLATE}#lignes" if is_fragment(request) else TEMPLATE
    response = render(request, template, context, status=status)
    # A browser that was sent to the login page must not take it for the minutes.
    response.headers["X-Seance-Notes"] = marque
    return response


def _build_form(points: list[PointOrdreDuJour], point: str | None = None) -> LigneForm:
    return LigneForm(points=points, initial={"cle": uuid4(), "sorte": "information", "point": parse_uuid(point or "")})


def _get_edition(request: HttpRequest, seance: Seance) -> LigneForm | None:
    """The form of the line that the address names."""
    uuid = parse_uuid(request.GET.get("ligne", ""))
    if uuid is None or not is_ouverte(seance):
        return None
    ligne = get_ligne(seance, uuid)
    return _build_edition(ligne, list_points(seance)) if ligne else None


def _build_edition(ligne: LigneSeance, points: list[PointOrdreDuJour], data: Any = None) -> LigneForm:
    return LigneForm(data, points=points, ligne=ligne)


def _create(request: HttpRequest, membre: Membre, seance: Seance) -> HttpResponse:
    points = list_points(seance)
    form = LigneForm(request.POST, points=points)
    if form.is_valid():
        try:
            saisie = form.get_saisie()
            create_ligne(by=membre.compte, seance=seance, saisie=saisie, cle_client=form.cleaned_data["cle"])
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
        else:
            if is_fragment(request):
                return _show(request, membre, seance, points=points)
            point = f"?point={saisie.point.pk}" if saisie.point else ""
            return redirect(f"{request.path}{point}#noter")
    if is_fragment(request):
        # The browser keeps the line and shows this sentence beside it.
        return HttpResponse(" ".join(form.list_erreurs()), status=422, content_type="text/plain; charset=utf-8")
    return _show(request, membre, seance, status=422, form=form, points=points)


def _update(request: HttpRequest, membre: Membre, seance: Seance, geste: str) -> HttpResponse:
    uuid = parse_uuid(request.POST.get("ligne", ""))
    ligne = get_ligne(seance, uuid) if uuid else None
    if ligne is None and geste == "modifier":
        raise Http404("Cette ligne n’est plus là.")
    points, edition, refus = list_points(seance), None, ""
    try:
        if geste == "supprimer" and ligne is not None:
            delete_ligne(by=membre.compte, ligne=ligne)
        elif ligne is not None:
            edition = _build_edition(ligne, points, request.POST)
            if edition.is_valid():
                version = edition.cleaned_data["version"] or 0
                update_ligne(by=membre.compte, ligne=ligne, saisie=edition.get_saisie(), version=version)
                edition = None
    except GouvernanceRefusee as error:
        refus = str(error)
    if edition is None and not refus and not is_fragment(request):
        return redirect(f"{request.path}#lignes")
    return _show(request, membre, seance, points=points, edition=edition, refus=refus)


def _open(request: HttpRequest, membre: Membre, seance: Seance) -> HttpResponse:
    if seance.statut == StatutSeance.CLOSE:
        raise PermissionDenied("Elle est close\u00a0: rouvrez-la en disant pourquoi.")
    try:
        update_statut_seance(by=membre.compte, seance=seance, vers=StatutSeance.EN_COURS.value)
    except GouvernanceRefusee as refus:
        messages.error(request, str(refus))
    return redirect(f"{request.path}#noter")


def _create_erratum(request: HttpRequest, membre: Membre, seance: Seance) -> HttpResponse:
    form = ErratumForm(request.POST, prefix="erratum")
    if form.is_valid():
        try:
            create_erratum(by=membre.compte, seance=seance, texte=form.cleaned_data["texte"])
            return redirect(f"{request.path}#errata")
        except GouvernanceRefusee as refus:
            form.explain_refus(refus)
    return _show(request, membre, seance, status=422, erratum=form)
