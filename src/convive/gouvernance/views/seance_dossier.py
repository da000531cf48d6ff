"""The documents of a séance on one page: each in any format, or all of them in one archive; then who received them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.travail import submit_travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide, FormatDocument
from convive.documents.views.emport import MAX_JETON, respond_document
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.compte_rendu import submit_compte_rendu
from convive.gouvernance.exports.documents_seance import INEXISTANT
from convive.gouvernance.exports.dossier import TRAVAIL_DOSSIER
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.dossier import BUREAUTIQUES, USAGES, DocumentSeance, list_documents
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.convocation import list_refuses
from convive.gouvernance.selectors.dossier import get_seance_document, is_equipe_de, read_envois_compte_rendu
from convive.gouvernance.views.gestes_convocation import send_de_nouveau
from convive.gouvernance.views.seance_acces import build_contexte_seance
from convive.socle.formats import nombre_accorde

TEMPLATE = "gouvernance/seance_dossier.html"
PAGE = "seance_dossier"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_dossier(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    # Taking a document away is a button, not a link: it leaves a line in the journal, and changes nothing else.
    membre = get_membre_or_404(request, espace_uuid, can_list_instances, is_lecture=True)
    seance = get_seance_document(membre, seance_uuid)
    if seance is None:
        raise Http404("Cette séance n’est pas ici, ou ne vous est pas ouverte.")
    erreur, statut = "", 200
    if request.method == "POST":
        try:
            return _do(request, membre, seance)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse, GouvernanceRefusee) as error:
            erreur, statut = str(error), 422
    return _show(request, membre, seance, erreur, statut)


def _do(request: HttpRequest, membre: Membre, seance: Seance) -> HttpResponse:
    if geste := request.POST.get("geste", ""):
        messages.success(request, _send(membre, seance, geste))
        return redirect(f"{request.path}#envoyer")
    if bureautique := request.POST.get("dossier", ""):
        return _submit(request, membre, seance, bureautique)
    cle, format = request.POST.get("document", ""), request.POST.get("format", "")
    if cle not in list_documents(seance.statut, is_equipe=is_equipe_de(membre)):
        raise DocumentInconnu(INEXISTANT)
    return respond_document(request, membre, types_documents.get(cle), format, str(seance.pk))


def _send(membre: Membre, seance: Seance, geste: str) -> str:
    """What was done, in one sentence."""
    if not can_update_instances(membre):
        raise PermissionDenied("L’équipe de coopération envoie le compte rendu.")
    if geste == "envoyer":
        made = submit_compte_rendu(by=membre.compte, seance=seance)
        partent = nombre_accorde(made, "message part", "messages partent")
        return f"{partent}, avec le relevé et le compte rendu." if made else "Chacun l’a déjà reçu."
    if geste == "renvoyer":
        return send_de_nouveau(membre, seance)
    raise DocumentInconnu(INEXISTANT)


def _submit(request: HttpRequest, membre: Membre, seance: Seance, bureautique: str) -> HttpResponse:
    if bureautique not in BUREAUTIQUES:
        raise DocumentInconnu(INEXISTANT)
    travail = submit_travail(
        by=membre.compte,
        type_travail=TRAVAIL_DOSSIER,
        espace=membre.espace,
        arguments={"seance": str(seance.pk), "bureautique": bureautique},
        libelle=f"Le dossier de séance, {seance}"[:200],
        jeton=request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
    )
    messages.success(request, "Le dossier se prépare\u00a0: il arrive ici dans quelques secondes.")
    return redirect(get_url_travail(travail))


def _show(request: HttpRequest, membre: Membre, seance: Seance, erreur: str, statut: int) -> HttpResponse:
    is_equipe = is_equipe_de(membre)
    ouverts = list_documents(seance.statut, is_equipe=is_equipe)
    is_close = seance.statut == StatutSeance.CLOSE
    is_apres = seance.statut in (StatutSeance.EN_COURS, StatutSeance.CLOSE)
    context: dict[str, Any] = build_contexte_seance(
        request,
        membre,
        PAGE,
        seance,
        erreur=erreur,
        jeton=uuid4().hex,
        premiers=_describe(d for d in ouverts if USAGES[d].is_apres == is_apres),
        autres=_describe(d for d in ouverts if USAGES[d].is_apres != is_apres),
        is_apres=is_apres,
        is_close=is_close,
        refuses=list_refuses(seance) if is_close and can_update_instances(membre) else [],
        envois=read_envois_compte_rendu(seance) if is_close and can_update_instances(membre) else None,
        is_equipe=is_equipe,
    )
    return render(request, TEMPLATE, context, status=statut)


def _describe(documents: Any) -> list[tuple[DocumentSeance, Any, Any]]:
    return [(document, USAGES[document], _list_formats(document)) for document in documents]


def _list_formats(document: DocumentSeance) -> list[FormatDocument]:
    """Nobody reads an agenda on an e-reader: the page « Documents » has this format too."""
    return [format for format in types_documents.get(document.value).formats if format.extension != "epub"]
