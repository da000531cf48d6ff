"""The diagnosis of an espace: how far it is, chapter by chapter, and what it gives. A newcomer starts it from here."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.assemblage import build_contexte_base, build_lignes
from convive.diagnostic.models import Diagnostic
from convive.diagnostic.permissions import can_compose_diagnostic
from convive.diagnostic.rules.sommaire import LIBELLES_ETATS, EtatChapitre
from convive.diagnostic.selectors.diagnostic import list_chapitres, list_diagnostics
from convive.diagnostic.selectors.etat import list_etats
from convive.diagnostic.selectors.sommaire import get_variantes
from convive.diagnostic.views.diagnostic_acces import (
    build_contexte_diagnostic,
    get_diagnostic_or_404,
    get_membre_lecteur,
)
from convive.documents.registre import types_documents
from convive.espaces.models import Membre


@login_required
@require_safe
def diagnostic_detail(request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    versions = list_diagnostics(membre)
    diagnostic = get_diagnostic_or_404(membre, diagnostic_uuid) if diagnostic_uuid else next(iter(versions), None)
    context = build_contexte_diagnostic(request, membre, diagnostic, versions=versions)
    context["peut_composer"] = can_compose_diagnostic(membre) and not membre.espace.is_expire
    if diagnostic is not None:
        base = build_contexte_base(membre.espace, timezone.localdate())
        context["lignes"] = lignes = build_lignes(list_chapitres(diagnostic), base)
        shown = [ligne for ligne in lignes if not ligne.chapitre.is_masque]
        context["avancement"] = [
            (etat.value, libelle, sum(1 for ligne in shown if ligne.etat is etat))
            for etat, libelle in LIBELLES_ETATS.items()
        ]
        context["ecrits"] = sum(1 for ligne in shown if ligne.etat is EtatChapitre.ECRIT)
        context["visibles"] = len(shown)
        context["is_derniere"] = diagnostic.pk == versions[0].pk
        context |= _build_emporter(membre, diagnostic, versions)
    return render(request, "diagnostic/diagnostic_detail.html", context)


def _build_emporter(membre: Membre, diagnostic: Diagnostic, versions: list[Diagnostic]) -> dict[str, Any]:
    """The documents, in the state of this version, and in each state that was frozen of it."""
    etats = [etat for etat in list_etats(membre, versions) if etat.diagnostic == diagnostic]
    documents = [types_documents.get(f"diagnostic_{cle}") for cle in get_variantes()]
    return {"documents": documents, "etats": etats, "jeton": uuid4().hex}
