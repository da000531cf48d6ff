"""The documents of a session, which are issued and cancelled, but never deleted."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.refus import TravailRefuse
from convive.documents.views.emport import MAX_JETON
from convive.espaces.views.page import Formulaire, Page, Rendu
from convive.formation.actions.document import close_document, create_documents
from convive.formation.exports.document_session import FORMATS, build_adresse_verification
from convive.formation.exports.lot_documents import TRAVAIL_ENVOI, TRAVAIL_LOT
from convive.formation.forms.document import AnnulationForm
from convive.formation.models import DocumentFormation, SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.document import SorteDocument
from convive.formation.sceau import is_intact
from convive.formation.selectors.document import get_document, list_annules, list_sortes
from convive.formation.selectors.document_contenu import read_dossier
from convive.formation.views.fichier import respond_document_session
from convive.formation.views.rubrique import DOCUMENTS, attach_session, build_pages
from convive.socle.formats import nombre_accorde

TRAVAUX = {"lot": TRAVAIL_LOT, "envoyer": TRAVAIL_ENVOI}
"""Value of the button → type of job: an archive, or messages."""

pages = attach_session(build_pages(), "documents/", DOCUMENTS)
document = pages.objet(
    "<uuid:document_uuid>/", get_document, "Ce document n’est pas dans cette session.", dans="session"
)


@pages.ecriture("", droit=can_animer, ecrit=can_organiser)
def document_session_list(page: Page, session: SessionFormation) -> Rendu:
    """Each kind of document: for whom it is issued, for whom it can be, and why not yet."""
    if page.is_envoi:
        return _write(page, session)
    return {
        "sortes": list_sortes(read_dossier(session, page.today)),
        "annules": list_annules(session),
        "jeton": uuid4().hex,
    }


def _write(page: Page, session: SessionFormation) -> HttpResponse:
    cle = page.request.POST.get("sorte", "")
    url = f"{page.request.path}#{cle}"
    if cle not in SorteDocument:
        return page.redirect(url)
    sorte = SorteDocument(cle)
    try:
        if page.geste in TRAVAUX:
            return _submit(page, session, sorte, TRAVAUX[page.geste])
        return page.redirect(url, _issue(page, session, sorte))
    except (FormationRefusee, TravailRefuse) as refus:
        messages.error(page.request, str(refus))
        return page.redirect(url)


def _issue(page: Page, session: SessionFormation, sorte: SorteDocument) -> str:
    """Issue documents and return a message. Raise FormationRefusee."""
    cible = page.request.POST.get("cible", "")
    made = create_documents(
        by=page.compte,
        session=session,
        sorte=sorte,
        cibles={cible} if cible else None,
        now=timezone.localtime(),
    )
    return f"{SorteDocument(sorte).libelle}\u00a0: {nombre_accorde(len(made), 'document émis', 'documents émis')}."


def _submit(page: Page, session: SessionFormation, sorte: SorteDocument, type_travail: str) -> HttpResponse:
    """Start a job. Raise TravailRefuse."""
    travail = submit_travail(
        by=page.compte,
        type_travail=type_travail,
        espace=page.espace,
        arguments={"session": str(session.pk), "sorte": sorte.value},
        libelle=f"{SorteDocument(sorte).libelle}, session {session.numero}",
        jeton=page.request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
    )
    return page.redirect(travail.get_absolute_url())


@document.ecriture("", droit=can_animer, ecrit=can_organiser)
def document_session_detail(page: Page, session: SessionFormation, document: DocumentFormation) -> Formulaire:
    """The number, code and files of a document, with a form to cancel it."""
    page.lead("Documents", page.get_url(DOCUMENTS, session.pk))
    form = AnnulationForm(page.data)

    def read() -> dict[str, Any]:
        return {
            "is_intact": is_intact(document),
            "adresse": build_adresse_verification(document),
            "formats": FORMATS,
        }

    return Formulaire(
        form,
        lambda: close_document(by=page.compte, document=document, now=timezone.localtime(), **form.cleaned_data),
        fait="Le document est annulé\u00a0: il reste ici, et la page de vérification l’indique.",
        suite=page.request.path,
        contexte=read,
    )


@document.lecture("fichier/", droit=can_animer)
def document_session_export(page: Page, session: SessionFormation, document: DocumentFormation) -> HttpResponse:
    """Download a document, for those who run the session."""
    return respond_document_session(document, page.request.GET.get("format", "pdf"))
