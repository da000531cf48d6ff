"""Everything that leaves the plan: its document, chosen sheets, the slides of the bilan, the workbook."""

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpResponse, QueryDict

from convive.acteurs.views.pages_import import respond_fichier
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide
from convive.documents.views.emport import respond_document
from convive.espaces.views.page import Page
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
from convive.plan_action.views.rubrique import EMPORTER, build_pages, build_pages_ctg

FORMATS_TEXTE = ("docx", "odt", "pdf")
AUCUNE = "Cochez au moins une fiche."

pages = build_pages()
ctg = build_pages_ctg(pages)


@ctg.sous("emporter/", onglet=EMPORTER).ecriture("", droit=can_list_plan, is_lecture=True)
def emport_list(page: Page, dossier: DossierPlan) -> HttpResponse:
    """Taking a document away changes nothing but a line of the journal."""
    form, erreur, statut = EmportPlanForm(page.data, with_motif=can_list_brouillons(page.membre)), "", 200
    if page.is_envoi:
        try:
            response = GESTES.get(page.request.POST.get("document", ""), _refuse)(page, dossier, form)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse) as error:
            erreur, statut = str(error), 422
        else:
            if response is not None:
                return response
            statut = 422
    contexte = {
        "form": form,
        "erreur": erreur,
        "groupes": list_a_emporter(page.membre, dossier, list_noeuds(dossier)),
        "jeton": uuid4().hex,
        "formats": FORMATS_TEXTE,
        "formats_tableur": FORMATS_EXPORT.items(),
        "peut_archiver": can_update_plan(page.membre),
    }
    return page.render("plan_action/emport_list.html", contexte, status=statut)


type Geste = Callable[[Page, DossierPlan, EmportPlanForm], HttpResponse | None]


def _export_plan(page: Page, dossier: DossierPlan, form: EmportPlanForm) -> HttpResponse | None:
    """None when the form has to be corrected."""
    if not form.is_valid():
        return None
    choix = form.get_choix(dossier.ctg.pk)
    response = _respond(page, CLE_PLAN, choix.encode())
    if choix.motif:
        record_motif(by=page.compte, ctg=dossier.ctg, motif=choix.motif)
    return response


def _export_fiches(page: Page, _dossier: DossierPlan, _form: EmportPlanForm) -> HttpResponse | None:
    choisies = page.request.POST.getlist("fiche")
    if not choisies:
        raise DocumentInvalide(AUCUNE)
    cle = CLE_FICHES_COURTES if page.request.POST.get("modele") == CLE_FICHES_COURTES else CLE_FICHES
    return _respond(page, cle, ",".join(choisies))


def _export_bilan(page: Page, dossier: DossierPlan, _form: EmportPlanForm) -> HttpResponse | None:
    return _respond(page, CLE_BILAN, str(dossier.ctg.pk))


def _export_tableur(page: Page, dossier: DossierPlan, form: EmportPlanForm) -> HttpResponse | None:
    format = page.request.POST.get("format", "")
    if format not in FORMATS_EXPORT:
        return _refuse(page, dossier, form)
    # From the list, what it shows: the address that it had.
    choix = page.request.POST.get("choix")
    criteres = read_criteres(list_choisis(QueryDict(choix).dict().items())) if choix is not None else None
    nom, rendu = render_plan(page.membre, dossier, format, criteres)
    record_export(by=page.compte, ctg=dossier.ctg, format=format)
    return respond_fichier(nom, rendu.contenu, rendu.format.type_mime)


def _refuse(_page: Page, _dossier: DossierPlan, _form: EmportPlanForm) -> HttpResponse | None:
    raise DocumentInconnu("Ce document n’existe pas.")


def _respond(page: Page, cle: str, choix: str) -> HttpResponse:
    format = page.request.POST.get("format", "")
    return respond_document(page.request, page.membre, types_documents.get(cle), format, choix)


def _export_archive(page: Page, dossier: DossierPlan, _form: EmportPlanForm) -> HttpResponse | None:
    if not can_update_plan(page.membre):
        raise DocumentInconnu(
            "L’archive contient aussi ce qui est interne\u00a0: seules les chargé·es de coopération et la "
            "direction peuvent la télécharger."
        )
    nom, contenu = render_archive(page.membre, dossier)
    record_export(by=page.compte, ctg=dossier.ctg, format="zip")
    return respond_fichier(nom, contenu, TYPE_ARCHIVE)


GESTES: dict[str, Geste] = {
    "archive": _export_archive,
    "plan": _export_plan,
    "fiches": _export_fiches,
    "bilan": _export_bilan,
    "tableur": _export_tableur,
}
