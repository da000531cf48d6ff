"""The minutes of a séance: written live by the team, shown on a wall, read by everyone once closed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.gouvernance.actions.ligne import SaisieLigne, create_erratum, create_ligne, delete_ligne, update_ligne
from convive.gouvernance.actions.seance import update_statut_seance
from convive.gouvernance.actions.suite_ligne import attach_ligne, update_suite_ligne
from convive.gouvernance.forms.notes import ErratumForm, LigneForm
from convive.gouvernance.forms.presentation import LigneEcranForm
from convive.gouvernance.forms.suite_ligne import SuiteLigneForm
from convive.gouvernance.models import LigneSeance, PointOrdreDuJour, Seance
from convive.gouvernance.permissions import can_list_brouillons, can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import NaturePoint, SorteLigne, StatutSeance
from convive.gouvernance.selectors.convocation import build_appel
from convive.gouvernance.selectors.presentation import SUR_LE_MUR, Ecran, build_ecran
from convive.gouvernance.selectors.seance import list_ordre_du_jour
from convive.gouvernance.selectors.suite import (
    LigneLue,
    build_marque,
    get_ligne,
    is_ouverte,
    list_fiches_ouvertes,
    list_lignes,
    list_points,
    list_responsables,
)
from convive.gouvernance.views.rubrique import (
    CLOTURE,
    COMPTE_RENDU,
    ETAPE,
    PRESENCES,
    PRESENTATION,
    SEANCE,
    SEANCE_ABSENTE,
    SEANCES,
    get_seance_close,
    get_seance_equipe,
    place_seance,
)
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import get_instant, is_fragment
from convive.socle.uuids import parse_uuid

TEMPLATE = "gouvernance/seance_notes.html"

pages = Pages(SEANCES, "instances/seances/", onglet=COMPTE_RENDU, autour=place_seance)
lisible = pages.objet("<uuid:seance_uuid>/", get_seance_close, SEANCE_ABSENTE)
tenue = pages.objet("<uuid:seance_uuid>/", get_seance_equipe, SEANCE_ABSENTE)
mur = tenue.sous("presentation/", onglet=PRESENTATION)


@lisible.ecriture("notes/", droit=can_list_instances, ecrit=can_update_instances)
def seance_notes(page: Page, seance: Seance) -> Rendu:
    """What closed is corrected by an erratum."""
    if not page.is_envoi:
        return _show(page, seance, edition=_get_edition(page.request, seance))
    if page.geste == "ouvrir":
        return _open(page, seance)
    if page.geste == "erratum":
        return _create_erratum(page, seance)
    if page.geste in ("modifier", "supprimer"):
        return _update(page, seance)
    return _create(page, seance)


def _show(page: Page, seance: Seance, *, status: int = 200, **kw: Any) -> HttpResponse:
    request, lignes = page.request, list_lignes(seance)
    marque = build_marque(seance, lignes)
    if is_fragment(request) and request.GET.get("marque") == marque:
        return HttpResponse(status=204)
    contexte = {
        "lignes": lignes,
        "marque": marque,
        "is_ouverte": is_ouverte(seance) and can_update_instances(page.membre),
        "is_close": seance.statut == StatutSeance.CLOSE,
        "form_edition": kw.pop("edition", None),
        "erratum": kw.pop("erratum", None) or ErratumForm(prefix="erratum"),
        "errata": list(seance.errata.select_related("auteur")),
    }
    if not is_fragment(request):
        contexte |= _build_tenue(page, seance, lignes, kw)
    contexte |= kw
    response = page.render(f"{TEMPLATE}#lignes" if is_fragment(request) else TEMPLATE, contexte, status=status)
    # A browser that was sent to the login page must not take it for the minutes.
    response.headers["X-Seance-Notes"] = marque
    return response


def _build_tenue(page: Page, seance: Seance, lignes: list[LigneLue], saisie: dict[str, Any]) -> dict[str, Any]:
    """What is beside the minutes while a séance is held: the agenda, of which point one writes, who is there."""
    is_equipe = can_list_brouillons(page.membre)
    if seance.statut == StatutSeance.CLOSE or not is_equipe:
        return {}
    points = saisie.pop("points", None) or list_points(seance)
    courant = _find_courant(page.request, points, lignes)
    ouvert = is_ouverte(seance)
    return {
        "courant": courant if ouvert else None,
        "ordre": list_ordre_du_jour(page.membre, seance, points),
        "form": saisie.pop("form", None) or _build_form(seance, points, courant),
        "gestes": f"{page.get_url(SEANCE, seance.pk)}{ETAPE}",
        "url_presences": page.get_url(PRESENCES, seance.pk),
        "url_clore": page.get_url(CLOTURE, seance.pk),
        "appel": build_appel(seance),
        "instant": get_instant(),
        "url_pointage": f"{page.get_url(PRESENCES, seance.pk)}?tenir",
        "is_pointee": ouvert,
    }


def _find_courant(request: HttpRequest, points: list[PointOrdreDuJour], lignes: list[LigneLue]) -> UUID | None:
    """The point that the address names, else that of the last line, else the first one."""
    wanted = parse_uuid(request.GET.get("point", ""))
    if wanted is None and lignes:
        return lignes[-1].ligne.point_id
    return wanted or (points[0].pk if points else None)


def _build_form(seance: Seance, points: list[PointOrdreDuJour], courant: UUID | None) -> LigneForm:
    initial = {"cle": uuid4(), "sorte": "information", "point": courant}
    return LigneForm(points=points, personnes=list_responsables(seance), initial=initial)


def _get_edition(request: HttpRequest, seance: Seance) -> LigneForm | None:
    """The form of the line that the address names."""
    uuid = parse_uuid(request.GET.get("ligne", ""))
    if uuid is None or not is_ouverte(seance):
        return None
    ligne = get_ligne(seance, uuid)
    return LigneForm(points=list_points(seance), ligne=ligne) if ligne else None


def _create(page: Page, seance: Seance) -> HttpResponse:
    points, is_partie = list_points(seance), is_fragment(page.request)
    form = LigneForm(page.request.POST, points=points, personnes=list_responsables(seance))
    if form.is_valid():
        try:
            saisie = form.get_saisie()
            create_ligne(by=page.compte, seance=seance, saisie=saisie, cle_client=form.cleaned_data["cle"])
        except GouvernanceRefusee as refus:
            explain_refus(form, refus)
        else:
            if is_partie:
                return _show(page, seance, points=points)
            point = f"?point={saisie.point.pk}" if saisie.point else ""
            return page.redirect(f"{page.request.path}{point}#noter")
    if is_partie:
        # The browser keeps the line and shows this sentence beside it.
        return HttpResponse(" ".join(form.list_erreurs()), status=422, content_type="text/plain; charset=utf-8")
    return _show(page, seance, status=422, form=form, points=points)


def _update(page: Page, seance: Seance) -> HttpResponse:
    uuid = parse_uuid(page.request.POST.get("ligne", ""))
    ligne = get_ligne(seance, uuid) if uuid else None
    if ligne is None and page.geste == "modifier":
        raise Http404("Cette ligne n’est plus là.")
    points, edition, refus = list_points(seance), None, ""
    try:
        if page.geste == "supprimer" and ligne is not None:
            delete_ligne(by=page.compte, ligne=ligne)
        elif ligne is not None:
            edition = LigneForm(page.request.POST, points=points, ligne=ligne)
            if edition.is_valid():
                version = edition.cleaned_data["version"] or 0
                update_ligne(by=page.compte, ligne=ligne, saisie=edition.get_saisie(), version=version)
                edition = None
    except GouvernanceRefusee as error:
        refus = str(error)
    if edition is None and not refus and not is_fragment(page.request):
        return page.redirect(f"{page.request.path}#lignes")
    return _show(page, seance, points=points, edition=edition, refus=refus)


def _open(page: Page, seance: Seance) -> HttpResponse:
    if seance.statut == StatutSeance.CLOSE:
        raise PermissionDenied("Elle est close\u00a0: rouvrez-la en disant pourquoi.")
    try:
        update_statut_seance(by=page.compte, seance=seance, vers=StatutSeance.EN_COURS.value)
    except GouvernanceRefusee as refus:
        messages.error(page.request, str(refus))
    return page.redirect(f"{page.request.path}#noter")


def _create_erratum(page: Page, seance: Seance) -> HttpResponse:
    form = ErratumForm(page.request.POST, prefix="erratum")
    if form.is_valid():
        try:
            create_erratum(by=page.compte, seance=seance, texte=form.cleaned_data["texte"])
            return page.redirect(f"{page.request.path}#errata")
        except GouvernanceRefusee as refus:
            explain_refus(form, refus)
    return _show(page, seance, status=422, erratum=form)


@tenue.ecriture("lignes/<uuid:ligne_uuid>/", droit=can_update_instances)
def ligne_update(page: Page, seance: Seance, ligne_uuid: UUID) -> Formulaire:
    """What is to be done after a séance: who, by when, and its place in the plan."""
    ligne = get_ligne(seance, ligne_uuid)
    if ligne is None or ligne.sorte != SorteLigne.ACTION:
        raise Http404("Cette ligne n’est plus une action de cette séance.")
    dossier = get_dossier_plan(page.membre, page.today, seance.instance.ctg_id)
    is_a_placer = dossier is not None and not ligne.is_au_plan and can_update_fiches(page.membre)
    form = SuiteLigneForm(
        page.data,
        ligne=ligne,
        personnes=list_responsables(seance),
        fiches=list_fiches_ouvertes(page.membre, dossier.ctg) if dossier is not None and is_a_placer else None,
        is_ouverte=is_ouverte(seance),
    )
    return Formulaire(
        form,
        lambda: _save_suite(page, ligne, form, dossier),
        fait=lambda _: "C’est dans le plan." if form.is_au_plan else "C’est noté.",
        suite=f"{page.get_url(COMPTE_RENDU, seance.pk)}#ligne-{ligne.pk}",
        contexte={"ligne": ligne},
    )


def _save_suite(page: Page, ligne: LigneSeance, form: SuiteLigneForm, dossier: DossierPlan | None) -> None:
    """Both, or none."""
    suite = form.get_suite()
    with transaction.atomic():
        if suite is not None:
            update_suite_ligne(by=page.compte, ligne=ligne, **suite)
        if form.is_au_plan and dossier is not None:
            attach_ligne(by=page.compte, ligne=ligne, ctg=dossier.ctg, fiche=form.get_fiche())


@mur.ecriture("", droit=can_update_instances)
def seance_presentation(page: Page, seance: Seance) -> Rendu:
    """The séance on a wall: one subject by screen, its decision written before everyone."""
    raw = page.request.GET.get("point", "1")
    ecran = build_ecran(page.membre, seance, int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else 1)
    if page.is_envoi and ecran is not None:
        _write_on_wall(page, seance, ecran)
        return page.redirect(f"{page.request.path}?point={ecran.rang}")
    contexte: dict[str, Any] = {"ecran": ecran, "is_ouverte": is_ouverte(seance)}
    if ecran is not None:
        is_decision = ecran.point.nature == NaturePoint.DECISION and not ecran.decisions
        sorte = SorteLigne.DECISION if is_decision else SorteLigne.INFORMATION
        contexte["form"] = LigneEcranForm(initial={"cle": uuid4(), "sorte": sorte.value})
    return contexte


def _write_on_wall(page: Page, seance: Seance, ecran: Ecran) -> None:
    """A line of this point, new or changed; a refusal is said on the wall, with what was typed."""
    form = LigneEcranForm(page.request.POST)
    if not form.is_valid():
        messages.error(page.request, "Écrivez la ligne.")
        return
    texte, sorte = form.cleaned_data["texte"], form.cleaned_data["sorte"]
    saisie = SaisieLigne(sorte, texte, ecran.point)
    uuid = parse_uuid(page.request.POST.get("ligne", ""))
    ligne = get_ligne(seance, uuid) if uuid else None
    try:
        if ligne is None:
            create_ligne(by=page.compte, seance=seance, saisie=saisie, cle_client=form.cleaned_data["cle"])
            if sorte not in SUR_LE_MUR:
                messages.success(page.request, f"{SorteLigne(sorte).libelle}\u00a0: c’est au compte rendu.")
        else:
            update_ligne(by=page.compte, ligne=ligne, saisie=saisie, version=form.cleaned_data["version"] or 0)
    except GouvernanceRefusee as refus:
        messages.error(page.request, f"{refus} Vous aviez écrit\u00a0: «\u00a0{texte}\u00a0»")
