"""The private pages of a stagiaire, in the order of her training: what to do now, when, where and with whom; her
practice territory; her documents; what she downloads; her réclamations."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone

from convive.formation.actions.document import update_accord
from convive.formation.actions.exercice import invite_stagiaire
from convive.formation.actions.registres import submit_reclamation
from convive.formation.exports.calendrier import NOM_FICHIER, render_calendrier
from convive.formation.exports.dossier import FORMATS_DOSSIER, render_dossier
from convive.formation.forms.registres import ReclamationStagiaireForm
from convive.formation.models import TerritoireExercice
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import format_heures
from convive.formation.rules.salle import is_mur_ouvert
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.selectors.dossier import read_dossier
from convive.formation.selectors.exercice import get_effacement, get_exercice_de, is_invitation_recente
from convive.formation.selectors.preparation import list_a_faire
from convive.formation.selectors.preparation.stagiaire import VisiteStagiaire
from convive.formation.selectors.references import get_delais_reclamation
from convive.formation.selectors.registres import list_reclamations_de
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.exercice import get_build_url
from convive.formation.views.fichier import respond_document_session
from convive.formation.views.page_stagiaire import (
    DOCUMENTS,
    DOSSIER,
    RECLAMATION,
    TERRITOIRE,
    PagesStagiaire,
    PageStagiaire,
    RenduStagiaire,
)
from convive.socle.formulaires import explain_refus
from convive.socle.uuids import parse_uuid

pages = PagesStagiaire()
territoire = pages.sous("territoire/", onglet=TERRITOIRE)
documents = pages.sous("documents/", onglet=DOCUMENTS)
dossier = pages.sous("dossier/", onglet=DOSSIER)
reclamation = pages.sous("reclamation/", onglet=RECLAMATION)


@pages.lecture()
def stagiaire_detail(page: PageStagiaire) -> dict[str, Any]:
    inscription, today = page.inscription, timezone.localdate()
    lue = read_session(inscription.session, today)
    a_faire = list_a_faire(VisiteStagiaire(page.cle, inscription, lue, today))
    return {
        "lue": lue,
        "duree": format_heures(lue.minutes),
        "a_faire": [ligne for ligne in a_faire if not ligne.is_faite],
        "faites": [ligne for ligne in a_faire if ligne.is_faite],
        "objectifs": inscription.session.programme.objectifs.all(),
        "is_mur_ouvert": is_mur_ouvert(inscription.session.date_debut, inscription.session.date_fin, today),
    }


@pages.lecture("agenda.ics")
def stagiaire_calendrier_export(page: PageStagiaire) -> HttpResponse:
    """Her demi-journées as an iCalendar file."""
    contenu = render_calendrier(read_session(page.inscription.session, timezone.localdate()), now=timezone.now())
    return _respond_fichier(contenu, "text/calendar; charset=utf-8", NOM_FICHIER)


@territoire.ecriture()
def stagiaire_exercice(page: PageStagiaire) -> dict[str, Any]:
    """Her practice territory: enter it, or ask for an invitation."""
    exercice, avis = get_exercice_de(page.inscription), ""
    if page.is_envoi:
        if exercice is None:
            raise Http404("Votre territoire d’exercice n’est pas prêt, ou n’existe plus.")
        try:
            avis = _ask_invitation(page, exercice)
        except FormationRefusee as refus:
            avis = str(refus)
    effacement = {"effacement": get_effacement(exercice)} if exercice else {}
    return {"exercice": exercice, "avis": avis, **effacement}


def _ask_invitation(page: PageStagiaire, exercice: TerritoireExercice) -> str:
    """Send an invitation and return a message. It only goes to her own address, at most once every ten minutes, whoever
    has her key."""
    if is_invitation_recente(exercice, page.inscription):
        return "Le message est déjà parti\u00a0: regardez aussi dans les indésirables."
    build_url = get_build_url(page.request)
    if invite_stagiaire(by=None, exercice=exercice, inscription=page.inscription, build_url=build_url):
        return f"Le message part à {page.inscription.email}."
    return "Vous y entrez avec votre compte."


@documents.ecriture()
def document_personnel_list(page: PageStagiaire) -> RenduStagiaire:
    """Her documents, and her consent to be named on the public verification page."""
    if page.is_envoi:
        update_accord(inscription=page.inscription, accord=page.request.POST.get("accord") == "oui")
        return page.redirect("#accord")
    return {"documents": list_documents_stagiaire(page.inscription)}


@documents.lecture("fichier/")
def document_personnel_export(page: PageStagiaire) -> HttpResponse:
    """Download the document `?document=`."""
    if "document" not in page.request.GET:
        return page.redirect(page.get_url(DOCUMENTS))
    uuid = parse_uuid(page.request.GET["document"])
    document = next((row for row in list_documents_stagiaire(page.inscription) if row.pk == uuid), None)
    if document is None:
        raise Http404("Ce document n’est pas à cette adresse.")
    document.espace = page.inscription.espace
    return respond_document_session(document, "pdf")


@dossier.lecture()
def stagiaire_dossier(page: PageStagiaire) -> dict[str, Any]:
    """Her dossier ressource: its current contents, and how to download it."""
    return {"dossier": read_dossier(page.inscription, timezone.now()), "formats": FORMATS_DOSSIER.items()}


@dossier.lecture("<slug:format>/")
def stagiaire_dossier_export(page: PageStagiaire, format: str) -> HttpResponse:
    try:
        fichier = render_dossier(read_dossier(page.inscription, timezone.now()), format, timezone.localdate())
    except KeyError:
        raise Http404("Ce format n’existe pas.") from None
    return _respond_fichier(fichier.contenu, fichier.type_mime, fichier.nom)


@reclamation.ecriture()
def stagiaire_reclamation(page: PageStagiaire) -> RenduStagiaire:
    """Her réclamations and their answers; the one that was just received is named in the address."""
    form = ReclamationStagiaireForm(page.data)
    if form.is_valid():
        try:
            today = timezone.localdate()
            recue = submit_reclamation(inscription=page.inscription, today=today, **form.get_valeurs())
            return page.redirect("?" + urlencode({"recue": recue.numero}))
        except FormationRefusee as refus:
            explain_refus(form, refus)
    siennes = list_reclamations_de(page.inscription)
    numero = page.request.GET.get("recue")
    arrivee = None if form.is_bound else next((row for row in siennes if str(row.numero) == numero), None)
    jours = get_delais_reclamation(page.inscription.espace)(arrivee.recue_le).reponse if arrivee else 0
    return {"form": form, "recue": arrivee, "jours": jours, "reclamations": siennes}


def _respond_fichier(contenu: bytes | str, type_mime: str, nom: str) -> HttpResponse:
    response = HttpResponse(contenu, content_type=type_mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response
