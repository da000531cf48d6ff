"""Everything that leaves the plan: its document, chosen sheets, the slides of the bilan, the workbook."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from convive.acteurs.views.pages_import import respond_fichier
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide
from convive.documents.views.emport import respond_document
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.actions.imports import record_export, record_motif
from convive.plan_action.exports import CLE_BILAN, CLE_FICHES, CLE_FICHES_COURTES, CLE_PLAN
from convive.plan_action.exports.archive_plan import TYPE_ARCHIVE, render_archive
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT, render_plan
from convive.plan_action.forms.emport import EmportPlanForm
from convive.plan_action.permissions import can_list_brouillons, can_list_plan, can_update_plan
from convive.plan_action.rules.criteres import list_choisis, read_criteres
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.emport import list_a_emporter
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier

FORMATS_TEXTE = ("docx", "odt", "pdf")
AUCUNE = "Cochez au moins une fiche."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def emport_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    # Taking a document away changes nothing but a line of the journal.
    membre = get_membre_or_404(request, espace_uuid, can_list_plan, is_lecture=True)
    dossier = require_dossier(membre, ctg_uuid)
    form, erreur, statut = EmportPlanForm(with_motif=can_list_brouillons(membre)), "", 200
    if request.method == "POST":
        form = EmportPlanForm(request.POST, with_motif=can_list_brouillons(membre))
        try:
            response = GESTES.get(request.POST.get("document", ""), _refuse)(request, membre, dossier, form)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse) as error:
            erreur, statut = str(error), 422
        else:
            if response is not None:
                return response
            statut = 422
    groupes = list_a_emporter(membre, dossier, list_noeuds(dossier))
    context = build_contexte_arbre(
        request, membre, "emport_list", dossier, form=form, erreur=erreur, groupes=groupes, jeton=uuid4().hex
    )
    context |= {"formats": FORMATS_TEXTE, "formats_tableur": FORMATS_EXPORT.items()}
    context["peut_archiver"] = can_update_plan(membre)
    return render(request, "plan_action/emport_list.html", context, status=statut)


type Geste = Callable[[HttpRequest, Membre, DossierPlan, EmportPlanForm], HttpResponse | None]


def _export_plan(
    request: HttpRequest, membre: Membre, dossier: DossierPlan, form: EmportPlanForm
) -> HttpResponse | None:
    """None when the form has to be corrected."""
    if not form.is_valid():
        return None
    choix = form.get_choix(dossier.ctg.pk)
    response = _respond(request, membre, CLE_PLAN, choix.encode())
    if choix.motif:
        record_motif(by=membre.compte, ctg=dossier.ctg, motif=choix.motif)
    return response


def _export_fiches(
    request: HttpRequest, membre: Membre, _dossier: DossierPlan, _form: EmportPlanForm
) -> HttpResponse | None:
    choisies = request.POST.getlist("fiche")
    if not choisies:
        raise DocumentInvalide(AUCUNE)
    cle = CLE_FICHES_COURTES if request.POST.get("modele") == CLE_FICHES_COURTES else CLE_FICHES
    return _respond(request, membre, cle, ",".join(choisies))


def _export_bilan(
    request: HttpRequest, membre: Membre, dossier: DossierPlan, _form: EmportPlanForm
) -> HttpResponse | None:
    return _respond(request, membre, CLE_BILAN, str(dossier.ctg.pk))


def _export_tableur(
    request: HttpRequest, membre: Membre, dossier: DossierPlan, form: EmportPlanForm
) -> HttpResponse | None:
    format = request.POST.get("format", "")
    if format not in FORMATS_EXPORT:
        return _refuse(request, membre, dossier, form)
    # From the list, what it shows: the address that it had.
    choix = request.POST.get("choix")
    criteres = read_criteres(list_choisis(QueryDict(choix).dict().items())) if choix is not None else None
    nom, rendu = render_plan(membre, dossier, format, criteres)
    record_export(by=membre.compte, ctg=dossier.ctg, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)


def _refuse(
    _request: HttpRequest, _membre: Membre, _dossier: DossierPlan, _form: EmportPlanForm
) -> HttpResponse | None:
    raise DocumentInconnu("Ce document n’existe pas.")


def _respond(request: HttpRequest, membre: Membre, cle: str, choix: str) -> HttpResponse:
    return respond_document(request, membre, types_documents.get(cle), request.POST.get("format", ""), choix)


def _export_archive(
    _request: HttpRequest, membre: Membre, dossier: DossierPlan, _form: EmportPlanForm
) -> HttpResponse | None:
    if not can_update_plan(membre):
        raise DocumentInconnu(
            "L’archive porte aussi ce qui est interne : seules la coopération et la direction l’emportent."
        )
    nom, contenu = render_archive(membre, dossier)
    record_export(by=membre.compte, ctg=dossier.ctg, format="zip")
    return respond_fichier(nom, contenu, TYPE_ARCHIVE)


GESTES: dict[str, Geste] = {
    "archive": _export_archive,
    "plan": _export_plan,
    "fiches": _export_fiches,
    "bilan": _export_bilan,
    "tableur": _export_tableur,
}
