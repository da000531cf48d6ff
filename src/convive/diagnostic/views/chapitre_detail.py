"""A chapter, as one reads it: what people wrote, then the figures, the charts and the words that it rests on."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.assemblage import (
    build_chapitre_lu,
    build_contexte_base,
    list_provenances_chapitres,
)
from convive.diagnostic.exports.document import read_valide
from convive.diagnostic.permissions import can_update_chapitre
from convive.diagnostic.rules.redaction import list_sources
from convive.diagnostic.rules.sommaire import SOURCES
from convive.diagnostic.selectors.sommaire import get_aides
from convive.diagnostic.views.diagnostic_acces import (
    ChapitreOuvert,
    build_contexte_diagnostic,
    get_chapitre_or_404,
    get_membre_lecteur,
)
from convive.espaces.models import Membre


@login_required
@require_safe
def chapitre_detail(
    request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID, chapitre_uuid: UUID
) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    ouvert = get_chapitre_or_404(membre, diagnostic_uuid, chapitre_uuid)
    chapitre, today = ouvert.chapitre, timezone.localdate()
    context = build_contexte_diagnostic(
        request, membre, chapitre.diagnostic, chapitre.titre, ouvert=ouvert, chapitre=chapitre
    )
    context |= _build_lecture(membre, ouvert, today)
    context["aide"] = get_aides(today).get(chapitre.cle, "")
    context["peut_ecrire"] = can_update_chapitre(membre, chapitre) and not membre.espace.is_expire
    return render(request, "diagnostic/chapitre_detail.html", context)


def _build_lecture(membre: Membre, ouvert: ChapitreOuvert, jour: date) -> dict[str, Any]:
    """The chapter as it is today; that of a validated version, as its validation froze it."""
    chapitre = ouvert.chapitre
    valide = read_valide(chapitre.diagnostic) if chapitre.diagnostic.is_valide and ouvert.rang else None
    if valide is not None and ouvert.rang <= len(valide.chapitres):
        lecture: dict[str, Any] = {"lu": valide.chapitres[ouvert.rang - 1], "fige": True}
        return lecture | {"sources": list_sources(valide.provenances)} if chapitre.cle == SOURCES else lecture
    base = build_contexte_base(membre.espace, jour)
    lecture = {"lu": build_chapitre_lu(chapitre, base), "fige": False}
    if chapitre.cle == SOURCES:
        lecture["sources"] = list_sources(list_provenances_chapitres(ouvert.chapitres, base))
    return lecture
