"""The versions of a long text, compared with one another; those who write go back to one from here.

Plain views: whose right it is, and which menu entry is marked, are said by the type of the text.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from convive.espaces.actions.texte import restore_version
from convive.espaces.models import Membre, TexteVersionne
from convive.espaces.selectors.texte import (
    MAX_VERSIONS,
    compare_versions,
    get_texte,
    get_version,
    get_version_precedente,
    list_versions,
)
from convive.espaces.textes import TypeTexte
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.saisie import get_type_texte
from convive.socle.uuids import parse_uuid

VERSIONS = "espaces/<uuid:espace_uuid>/textes/<str:cle>/<uuid:objet_uuid>/versions/"


@dataclass(frozen=True, slots=True)
class TexteOuvert:
    membre: Membre
    type: TypeTexte
    objet: TexteVersionne


def _get_texte_or_404(request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID) -> TexteOuvert:
    type_texte = get_type_texte(cle)
    membre = get_membre_or_404(request, espace_uuid, type_texte.can_get)
    objet = get_texte(membre, type_texte, objet_uuid)
    if objet is None:
        raise Http404("Ce texte n’existe pas, a été supprimé, ou vous n’y avez pas accès.")
    return TexteOuvert(membre, type_texte, objet)


def _build_contexte_texte(request: HttpRequest, ouvert: TexteOuvert, **contexte: Any) -> dict[str, Any]:
    return build_contexte(
        request,
        ouvert.membre,
        ouvert.type.page,
        objet=ouvert.objet,
        cle=ouvert.type.cle,
        url_objet=ouvert.type.objet.get_url(ouvert.objet),
        **contexte,
    )


@login_required
@require_safe
def version_list(request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID) -> HttpResponse:
    ouvert = _get_texte_or_404(request, espace_uuid, cle, objet_uuid)
    context = _build_contexte_texte(request, ouvert, versions=list_versions(ouvert.objet), limite=MAX_VERSIONS)
    return render(request, "espaces/version_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def version_detail(
    request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID, version_uuid: UUID
) -> HttpResponse:
    ouvert = _get_texte_or_404(request, espace_uuid, cle, objet_uuid)
    version = _get_version_or_404(ouvert, version_uuid)
    peut_retablir = ouvert.type.can_restore(ouvert.membre, ouvert.objet)
    if request.method == "POST":
        if not peut_retablir:
            raise PermissionDenied("Votre rôle dans cet espace ne permet pas de rétablir une version.")
        _restore(request, ouvert, version)
        return redirect(ouvert.type.objet.get_url(ouvert.objet))
    avec = request.GET.get("avec", "")
    autre_uuid = parse_uuid(avec)
    autre = _get_version_or_404(ouvert, autre_uuid) if autre_uuid else get_version_precedente(ouvert.objet, version)
    # Whatever the order in which they were chosen, one reads from the former to the later.
    avant, apres = (autre, version) if autre is None or autre.version <= version.version else (version, autre)
    context = _build_contexte_texte(request, ouvert, version=version, avant=avant, apres=apres)
    context["champs"] = compare_versions(ouvert.type, avant, apres)
    context["versions"] = versions = list_versions(ouvert.objet)
    context["autre"] = autre
    # The text of today is not to be restored.
    is_actuelle = version.pk == versions[0].uuid
    context["peut_retablir"] = peut_retablir and not is_actuelle and not ouvert.membre.espace.is_expire
    return render(request, "espaces/version_detail.html", context)


def _get_version_or_404(ouvert: TexteOuvert, version_uuid: UUID) -> Any:
    version = get_version(ouvert.objet, version_uuid)
    if version is None:
        raise Http404("Cette version n’existe pas.")
    return version


def _restore(request: HttpRequest, ouvert: TexteOuvert, version: Any) -> None:
    membre = ouvert.membre
    if restore_version(by=membre.compte, espace=membre.espace, objet=ouvert.objet, version=version):
        messages.success(request, "Version rétablie. Le texte qu’elle remplace reste dans la liste des versions.")
    else:
        messages.info(request, "Le texte est déjà celui de cette version : rien n’a changé.")


urls = [
    path(VERSIONS, version_list, name="version_list"),
    path(f"{VERSIONS}<uuid:version_uuid>/", version_detail, name="version_detail"),
]
