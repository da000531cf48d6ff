"""The frozen states of an espace: what was shown, signed or adopted, and when; what proves it, what changed since."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from convive.documents.actions.document import MODELE_ECARTE
from convive.documents.actions.gel import create_gel, delete_gel, export_gel
from convive.documents.exports.gels import build_document_gel
from convive.documents.forms.gel import GelForm, SuppressionGelForm
from convive.documents.gels import gels
from convive.documents.models import Gel
from convive.documents.permissions import can_create_gel, can_create_gel_objet, can_delete_gel, can_list_gels
from convive.documents.rules import DocumentInvalide, Famille, list_formats
from convive.documents.rules.blocs import place_elements
from convive.documents.sceau import get_verdict
from convive.documents.selectors.gel import (
    compare_contenus,
    get_contenu_actuel,
    get_gel,
    list_autres_gels,
    list_gels,
)
from convive.documents.views.fichier import build_reponse_fichier
from convive.documents.views.rubrique import DOCUMENTS
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

PAGE_GELS = "documents:gel_list"
GEL_ABSENT = "Cette version gardée n’existe pas, ou vous n’y avez pas accès."
MAX_RECHERCHE = 100

pages = Pages(DOCUMENTS, "documents/etats-figes/", onglet=PAGE_GELS)
gel = pages.objet("<uuid:gel_uuid>/", get_gel, GEL_ABSENT)


@pages.lecture("", droit=can_list_gels)
def gel_list(page: Page) -> dict[str, Any]:
    q = page.request.GET.get("q", "").strip()[:MAX_RECHERCHE]
    peut_figer = can_create_gel(page.membre) and not page.espace.is_expire
    liste, lignes = list_gels(page.membre, q, page.request.GET.get("page", ""))
    parametres = build_parametres(page.request.GET)
    return {"liste": liste, "lignes": lignes, "q": q, "parametres": parametres, "peut_figer": peut_figer}


@pages.ecriture("figer/<slug:objet_type>/<uuid:objet_uuid>/", droit=can_create_gel)
def gel_create(page: Page, objet_type: str, objet_uuid: UUID) -> Formulaire:
    """Freeze an object that one sees: its text is shown, one says why."""
    gelable = gels.get(objet_type)
    objet = gels.get_objet(Reference(objet_type, objet_uuid), page.compte, page.espace.pk)
    if gelable is None or objet is None:
        raise Http404("On ne peut pas garder de version de cette page, ou vous n’y avez pas accès.")
    if not can_create_gel_objet(page.membre, objet_type, objet):
        raise PermissionDenied("Vous ne pouvez garder une version que de ce que vous pouvez modifier.")
    contenu = gelable.build_contenu(page.membre, objet)
    form = GelForm(page.data, contenu=contenu)
    return Formulaire(
        form,
        lambda: create_gel(by=page.membre, objet=objet, **form.cleaned_data),
        fait="La version d’aujourd’hui est gardée.",
        suite=lambda gel: page.get_url("documents:gel_detail", gel.pk),
        contexte={
            "contenu": contenu,
            "elements": place_elements(contenu.elements, 3),
            "url_objet": gelable.objet.get_url(objet),
        },
    )


@gel.lecture("", droit=can_list_gels)
def gel_detail(page: Page, gel: Gel) -> dict[str, Any]:
    """As it was frozen; « Vérifier » says what proves it."""
    contenu = gel.read_contenu()
    return {
        # An altered state says so at once; « Vérifier » says what was checked, whatever the answer.
        "verdict": get_verdict(gel).value,
        "contenu": contenu,
        "elements": place_elements(contenu.elements, 2) if contenu else [],
        "is_demande": "verifier" in page.request.GET,
        "objet": gel.reference.resolve(page.compte),
        "formats": list_formats(Famille.TEXTE),
        "peut_supprimer": can_delete_gel(page.membre) and not page.espace.is_expire,
    }


@gel.lecture("comparer/", droit=can_list_gels)
def gel_comparaison(page: Page, gel: Gel) -> dict[str, Any]:
    """What changed since a state was frozen: in the object as it is today, or in another frozen state."""
    contexte: dict[str, Any] = {"autres": list_autres_gels(page.membre, gel), "avant": gel}
    contenu, actuel, autre_uuid = gel.read_contenu(), None, parse_uuid(page.request.GET.get("avec", ""))
    if autre_uuid:
        autre = _get_gel_or_404(page.membre, autre_uuid)
        if autre.reference != gel.reference:
            raise Http404("Ces deux versions ne sont pas celles de la même page.")
        # Whatever the order in which they were chosen, one reads from the former to the later.
        avant, apres = sorted((gel, autre), key=lambda un: un.date_gel)
        contenu, actuel = avant.read_contenu(), apres.read_contenu()
        contexte |= {"avant": avant, "apres": apres, "autre": autre}
    else:
        actuel = get_contenu_actuel(page.membre, gel)
    champs = compare_contenus(contenu, actuel) if contenu and actuel else None
    return contexte | {"champs": champs, "is_change": any(champ.is_change for champ in champs or ())}


def _get_gel_or_404(membre: Membre, gel_uuid: UUID) -> Gel:
    gel = get_gel(membre, gel_uuid)
    if gel is None:
        raise Http404(GEL_ABSENT)
    return gel


@login_required
@require_POST
def gel_export(request: HttpRequest, espace_uuid: UUID, gel_uuid: UUID) -> HttpResponse:
    """A button, not a link: the journal keeps a line, and nothing else changes."""
    membre = get_membre_or_404(request, espace_uuid, can_list_gels, is_lecture=True)
    gel, format = _get_gel_or_404(membre, gel_uuid), request.POST.get("format", "")
    if format not in {f.extension for f in list_formats(Famille.TEXTE)}:
        raise Http404("Une version gardée ne se télécharge pas dans ce format.")
    try:
        rendu = export_gel(by=membre, gel=gel, document=build_document_gel(membre, gel), format=format)
    except DocumentInvalide as error:
        messages.error(request, str(error))
        return redirect("documents:gel_detail", espace_uuid, gel_uuid)
    if rendu.is_modele_ecarte:
        messages.warning(request, MODELE_ECARTE)
    return build_reponse_fichier(rendu.contenu, str(gel), rendu.format)


@gel.ecriture("supprimer/", droit=can_delete_gel)
def gel_delete(page: Page, gel: Gel) -> Formulaire:
    """With a reason that the journal keeps."""
    form = SuppressionGelForm(page.data)
    return Formulaire(
        form,
        lambda: delete_gel(by=page.membre, gel=gel, motif=form.cleaned_data["motif"]),
        fait="La version gardée est supprimée.",
        suite=page.get_url(PAGE_GELS),
    )


urls = [
    *pages.urls,
    path("espaces/<uuid:espace_uuid>/documents/etats-figes/<uuid:gel_uuid>/fichier/", gel_export, name="gel_export"),
]
