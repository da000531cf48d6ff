"""The documents of a session: each kind, for whom it exists, for whom it can be issued, and why not yet."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.documents.actions.travail import submit_travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.documents.views.emport import MAX_JETON
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.document import create_documents
from convive.formation.exports.lot_documents import TRAVAIL_ENVOI, TRAVAIL_LOT
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.document import LIBELLES_SORTES, SorteDocument
from convive.formation.selectors.document import list_annules, list_sortes
from convive.formation.selectors.document_contenu import read_dossier
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.formats import nombre_accorde

TRAVAUX = {"lot": TRAVAIL_LOT, "envoyer": TRAVAIL_ENVOI}
"""By what the button says: an archive, or messages."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def document_session_list(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    if request.method == "POST":
        if not can_organiser(membre):
            raise PermissionDenied("Qui organise la session émet ses documents.")
        return _write(request, membre, session)
    now = timezone.localtime()
    context = build_contexte_session(
        request,
        membre,
        session,
        "document_session_list",
        sortes=list_sortes(read_dossier(session, now.date())),
        annules=list_annules(session),
        jeton=uuid4().hex,
    )
    return render(request, "formation/document_session_list.html", context)


def _write(request: HttpRequest, membre: Membre, session: SessionFormation) -> HttpResponse:
    sorte, geste = request.POST.get("sorte", ""), request.POST.get("geste", "")
    if sorte in SorteDocument and geste in TRAVAUX:
        return _submit(request, membre, session, SorteDocument(sorte), TRAVAUX[geste])
    if sorte in SorteDocument:
        cible = request.POST.get("cible", "")
        try:
            made = create_documents(
                by=membre.compte,
                session=session,
                sorte=SorteDocument(sorte),
                cibles={cible} if cible else None,
                now=timezone.localtime(),
            )
            emis = nombre_accorde(len(made), "document émis", "documents émis")
            messages.success(request, f"{LIBELLES_SORTES[SorteDocument(sorte)]}\u00a0: {emis}.")
        except FormationRefusee as refus:
            messages.error(request, str(refus))
    return redirect(f"{request.path}#{sorte}")


def _submit(
    request: HttpRequest, membre: Membre, session: SessionFormation, sorte: SorteDocument, type_travail: str
) -> HttpResponse:
    try:
        travail = submit_travail(
            by=membre.compte,
            type_travail=type_travail,
            espace=membre.espace,
            arguments={"session": str(session.pk), "sorte": sorte.value},
            libelle=f"{LIBELLES_SORTES[sorte]}, session {session.numero}",
            jeton=request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
        )
    except TravailRefuse as refus:
        messages.error(request, str(refus))
        return redirect(f"{request.path}#{sorte.value}")
    return redirect(get_url_travail(travail))
