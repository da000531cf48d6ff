"""What the audit of a session and that of the body share: the page, and the proofs that leave in one archive."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.espaces.models import Membre
from convive.formation.exports.qualiopi import TRAVAIL_QUALIOPI
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.selectors.qualiopi import Audit, get_referentiel

MAX_JETON = 64


def build_contexte_audit(membre: Membre, audit: Audit, session: SessionFormation | None) -> dict[str, Any]:
    """`ajouts` is where a proof is brought by hand, by kind of proof."""
    base = reverse("formation:registre_update", args=[membre.espace_id, "preuves"])
    peut = can_organiser(membre) and not membre.espace.is_expire
    commun = {"session": str(session.pk)} if session else {}
    cles = {lue.sorte.cle for lu in audit.indicateurs for lue in lu.sortes}
    return {
        "audit": audit,
        "ajouts": {cle: f"{base}?{urlencode({'sorte': cle} | commun)}" for cle in cles} if peut else {},
        "peut_emporter": can_organiser(membre),
        "jeton": uuid4().hex,
    }


def submit_dossier(request: HttpRequest, membre: Membre, session: SessionFormation | None) -> HttpResponse:
    """One archive for an indicator, or for all of them: it is prepared in the background, and changes nothing."""
    if not can_organiser(membre):
        raise PermissionDenied("Les preuves s’emportent par les personnes qui organisent.")
    numero = request.POST.get("indicateur", "")
    indicateur = (
        get_referentiel(timezone.localdate()).get(int(numero)) if numero.isdecimal() and len(numero) < 4 else None
    )
    if numero != "tous" and indicateur is None:
        raise Http404("Cet indicateur n’est pas dans le référentiel.")
    quoi = f"Indicateur {indicateur.numero}, {indicateur.titre}" if indicateur else "Toutes les preuves Qualiopi"
    try:
        travail = submit_travail(
            by=membre.compte,
            type_travail=TRAVAIL_QUALIOPI,
            espace=membre.espace,
            arguments={
                "session": str(session.pk) if session else "",
                "indicateur": indicateur.numero if indicateur else 0,
            },
            libelle=f"{quoi} – {session or membre.espace}"[:200],
            jeton=request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex,
        )
    except TravailRefuse as refus:
        messages.warning(request, str(refus))
        return redirect(request.path)
    messages.success(request, "Les preuves se rassemblent\u00a0: l’archive arrive ici dans quelques secondes.")
    return redirect(get_url_travail(travail))
