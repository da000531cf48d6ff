"""The versions of a long text."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.selectors.texte import MAX_VERSIONS, list_versions
from convive.espaces.views.texte_acces import build_contexte_texte, get_texte_or_404


@login_required
@require_safe
def version_list(request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID) -> HttpResponse:
    ouvert = get_texte_or_404(request, espace_uuid, cle, objet_uuid)
    context = build_contexte_texte(request, ouvert, versions=list_versions(ouvert.objet), limite=MAX_VERSIONS)
    return render(request, "espaces/version_list.html", context)
