"""The feuille of a demi-journée: to print, and the scan of the one signed on paper."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from convive.documents.fichiers import build_reponse
from convive.espaces.views.page import Page
from convive.formation.exports.document_session import build_feuille_a_signer
from convive.formation.models import DemiJournee, SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.selectors.presence import get_demi_journee, get_feuille
from convive.formation.views.fichier import respond_fichier
from convive.formation.views.rubrique import PRESENCES, attach_session, build_pages

pages = attach_session(build_pages(), "presences/", PRESENCES)
demi_journee = pages.objet(
    "<uuid:demi_uuid>/", get_demi_journee, "Cette demi-journée n’est pas dans cette session.", dans="session"
)


@demi_journee.lecture("feuille/", droit=can_animer)
def feuille_export(page: Page, session: SessionFormation, demi: DemiJournee) -> HttpResponse:
    """The feuille to print and sign by hand, with existing signatures."""
    feuille = build_feuille_a_signer(demi, session)
    return respond_fichier(page.espace, feuille, page.request.GET.get("format", "pdf"))


@demi_journee.lecture("feuille-signee/", droit=can_animer)
def feuille_scan_export(page: Page, session: SessionFormation, demi: DemiJournee) -> HttpResponseBase:
    """The scan of the feuille signed on paper."""
    feuille = get_feuille(demi)
    if feuille is None or not feuille.scan:
        return redirect(page.get_url("formation:presence_update", session.pk, demi.pk))
    try:
        return build_reponse(feuille.scan, feuille.scan_nom, feuille.scan_type)
    except FileNotFoundError:
        raise Http404("Ce fichier n’est plus sur le serveur.") from None
