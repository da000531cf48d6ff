"""A letter to a group: read over person by person, tried on oneself, sent; then who received what, and when."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.envoi_lettre import send_lettre_tache
from convive.acteurs.actions.lettre import delete_lettre, reopen_destinataires, submit_essai, submit_lettre
from convive.acteurs.exports import CLE_LETTRES_PAPIER
from convive.acteurs.models import DestinataireLettre, LettreGroupe
from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.rules.lettres import A_REPRENDRE, EtatDestinataire
from convive.acteurs.selectors.lettre import Pli, get_bilan, list_copies, list_incertains, list_plis
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES, get_lettre_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def lettre_detail(request: HttpRequest, espace_uuid: UUID, lettre_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    lettre = get_lettre_or_404(membre, lettre_uuid)
    if request.method == "POST":
        geste = GESTES.get(request.POST.get("geste", ""))
        if geste is None:
            raise Http404("Ce geste n’existe pas.")
        try:
            messages.success(request, geste(request, membre, lettre))
        except ActeurRefuse as error:
            messages.error(request, " ".join(error.messages))
        if request.POST.get("geste") == "supprimer" and lettre.is_brouillon:
            return redirect(PAGE_LETTRES, espace_uuid)
        return redirect("acteurs:lettre_detail", espace_uuid, lettre_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, lettre=lettre)
    context |= _build_brouillon(request, lettre) if lettre.is_brouillon else _build_trace(request, lettre)
    return render(request, "acteurs/lettre_detail.html", context)


def _build_brouillon(request: HttpRequest, lettre: LettreGroupe) -> dict[str, Any]:
    plis = list_plis(lettre)
    partent = [pli for pli in plis if not pli.is_oppose]
    rang = _get_rang(plis, request.GET.get("pour", ""))
    return {
        "plis": plis,
        "pli": plis[rang] if plis else None,
        "rang": rang + 1,
        "avant": plis[rang - 1].destinataire.pk if rang else None,
        "apres": plis[rang + 1].destinataire.pk if rang + 1 < len(plis) else None,
        "par_courriel": [pli for pli in partent if pli.email],
        "a_poster": [pli for pli in partent if not pli.email],
        "ecartes": [pli for pli in plis if pli.is_oppose],
        "incomplets": [pli for pli in partent if pli.vides],
    }


def _build_trace(request: HttpRequest, lettre: LettreGroupe) -> dict[str, Any]:
    copies = list_copies(lettre)
    asked = request.GET.get("pour", "")
    attendent = [copie for copie in copies if copie.etat == EtatDestinataire.A_ENVOYER]
    return {
        "copies": copies,
        "bilan": get_bilan(copies),
        "copie": next((copie for copie in copies if str(copie.pk) == asked), None),
        "refusees": [copie for copie in copies if copie.etat == EtatDestinataire.REFUSE],
        "incertaines": list_incertains(lettre, timezone.now()),
        "attendent": attendent,
        "a_poster": [copie for copie in copies if copie.etat == EtatDestinataire.PAPIER],
        "document": CLE_LETTRES_PAPIER,
        "formats": ("docx", "odt", "pdf"),
    }


def _get_rang(plis: list[Pli], asked: str) -> int:
    return next((rang for rang, pli in enumerate(plis) if str(pli.destinataire.pk) == asked), 0)


def _try(request: HttpRequest, membre: Membre, lettre: LettreGroupe) -> str:
    plis = list_plis(lettre)
    if not plis:
        raise ActeurRefuse("Choisissez d’abord un destinataire\u00a0: l’essai montre ce que lui recevra.")
    pli = plis[_get_rang(plis, request.POST.get("pour", ""))]
    submit_essai(by=membre.compte, lettre=lettre, destinataire=pli.destinataire)
    return f"Essai envoyé à {membre.compte.email}, comme {pli.nom} la recevrait."


def _send(request: HttpRequest, membre: Membre, lettre: LettreGroupe) -> str:
    version = request.POST.get("version", "")
    is_new = submit_lettre(
        by=membre.compte,
        lettre=lettre,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        is_vides_acceptes=request.POST.get("vides") == "oui",
    )
    return (
        "La lettre part, par lots. Cette page dit qui l’a reçue."
        if is_new
        else "Elle était déjà partie\u00a0: rien de plus."
    )


def _resume(request: HttpRequest, membre: Membre, lettre: LettreGroupe) -> str:
    wanted = {parse_uuid(texte) for texte in request.POST.getlist("objet")}
    rows = [copie for copie in list_copies(lettre) if copie.pk in wanted and _is_a_reprendre(copie)]
    again = reopen_destinataires(by=membre.compte, lettre=lettre, destinataires=rows)
    return f"{nombre_accorde(again, 'lettre repart', 'lettres repartent')}, à l’adresse que dit la fiche aujourd’hui."


def _is_a_reprendre(copie: DestinataireLettre) -> bool:
    return EtatDestinataire(copie.etat) in A_REPRENDRE


def _retry(_request: HttpRequest, _membre: Membre, lettre: LettreGroupe) -> str:
    send_lettre_tache.enqueue(str(lettre.pk))
    return "Convive essaie de nouveau."


def _delete(_request: HttpRequest, membre: Membre, lettre: LettreGroupe) -> str:
    delete_lettre(by=membre.compte, lettre=lettre)
    return "Brouillon supprimé."


GESTES: dict[str, Callable[[HttpRequest, Membre, LettreGroupe], str]] = {
    "essai": _try,
    "envoyer": _send,
    "reprendre": _resume,
    "relancer": _retry,
    "supprimer": _delete,
}
