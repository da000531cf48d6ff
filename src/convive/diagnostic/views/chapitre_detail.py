"""A chapter, as one reads it: what people wrote, then the figures, the charts and the words that it rests on."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.assemblage import (
    build_chapitre_lu,
    build_contexte_base,
    build_lignes,
    list_provenances_chapitres,
)
from convive.diagnostic.permissions import can_update_chapitre
from convive.diagnostic.rules.redaction import list_sources
from convive.diagnostic.rules.sommaire import SOURCES
from convive.diagnostic.selectors.sommaire import get_aides
from convive.diagnostic.views.diagnostic_acces import (
    build_contexte_diagnostic,
    get_chapitre_or_404,
    get_diagnostic_or_404,
    get_membre_lecteur,
)
from convive.espaces.selectors.texte import count_versions


@login_required
@require_safe
def chapitre_detail(
    request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID, chapitre_uuid: UUID
) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    diagnostic = get_diagnostic_or_404(membre, diagnostic_uuid)
    ouvert = get_chapitre_or_404(diagnostic, chapitre_uuid)
    chapitre, today = ouvert.chapitre, timezone.localdate()
    chapitre.espace = membre.espace
    base = build_contexte_base(membre.espace, today)
    context = build_contexte_diagnostic(request, membre, diagnostic, chapitre.titre, ouvert=ouvert, chapitre=chapitre)
    context["lu"] = build_chapitre_lu(chapitre, base)
    context["aide"] = get_aides(today).get(chapitre.cle, "")
    if chapitre.cle == SOURCES:
        context["sources"] = list_sources(list_provenances_chapitres(build_lignes(ouvert.chapitres, base)))
    context["nombre_versions"] = count_versions(chapitre)
    context["peut_ecrire"] = can_update_chapitre(membre, chapitre) and not membre.espace.is_expire
    return render(request, "diagnostic/chapitre_detail.html", context)
