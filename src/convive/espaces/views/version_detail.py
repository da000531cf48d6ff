"""A version of a long text, compared with another; those who write go back to it from here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.texte import restore_version
from convive.espaces.selectors.texte import compare_versions, get_version, get_version_precedente, list_versions
from convive.espaces.views.acces import explain_expire
from convive.espaces.views.texte_acces import TexteOuvert, build_contexte_texte, get_texte_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def version_detail(
    request: HttpRequest, espace_uuid: UUID, cle: str, objet_uuid: UUID, version_uuid: UUID
) -> HttpResponse:
    ouvert = get_texte_or_404(request, espace_uuid, cle, objet_uuid)
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
    context = build_contexte_texte(request, ouvert, version=version, avant=avant, apres=apres)
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
