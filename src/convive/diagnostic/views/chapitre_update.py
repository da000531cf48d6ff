"""Write in a chapter, its figures in sight; when someone else changed the same passages meanwhile, choose."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.chapitre import update_chapitre
from convive.diagnostic.exports.assemblage import build_chapitre_lu, build_contexte_base
from convive.diagnostic.forms.chapitre import ChapitreForm
from convive.diagnostic.models import Chapitre
from convive.diagnostic.permissions import can_update_chapitre, can_update_chapitres
from convive.diagnostic.selectors.sommaire import get_aides
from convive.diagnostic.views.diagnostic_acces import (
    build_contexte_diagnostic,
    get_chapitre_or_404,
)
from convive.espaces.actions.texte import TexteEnConflit
from convive.espaces.forms.fusion import FusionIllisible, FusionSaisie, build_fusion
from convive.espaces.models import Membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, build_message, get_type_texte, keep_saisie, read_donnees

PROPOSITION = "proposition"


@keep_saisie("chapitre")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chapitre_update(
    request: HttpRequest, espace_uuid: UUID, diagnostic_uuid: UUID, chapitre_uuid: UUID
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_chapitres)
    ouvert = get_chapitre_or_404(membre, diagnostic_uuid, chapitre_uuid)
    chapitre = ouvert.chapitre
    if not can_update_chapitre(membre, chapitre):
        raise PermissionDenied("Ce chapitre n’est pas dans vos thématiques, ou son diagnostic est validé.")
    try:
        data, fusion = read_donnees(request, "chapitre")
    except FusionIllisible as error:
        raise BadRequest(str(error)) from error
    context = _build_contexte(request, membre, chapitre, data)
    form: ChapitreForm = context["form"]
    if fusion is not None:
        return _render_fusion(request, context, fusion, form["version"].value())
    if form.is_valid():
        try:
            auteurs = update_chapitre(by=membre.compte, chapitre=chapitre, **form.get_arguments())
        except EspaceRefuse as error:
            form.add_error(None, list(error.messages))
        except TexteEnConflit as conflit:
            type_texte = get_type_texte("chapitre")
            built = build_fusion(conflit, type_texte.libelles, type_texte.courts)
            return _render_fusion(request, context, built, conflit.version)
        else:
            phrase = build_message("Chapitre enregistré.", auteurs, membre.compte)
            messages.success(request, phrase, extra_tags=context["brouillon"])
            return redirect("diagnostic:chapitre_detail", espace_uuid, diagnostic_uuid, chapitre_uuid)
    return render(request, "diagnostic/chapitre_update.html", context)


def _build_contexte(request: HttpRequest, membre: Membre, chapitre: Chapitre, data: QueryDict | None) -> dict[str, Any]:
    """The form, and beside it what the chapter rests on; with the proposed sentences when one starts from them."""
    today = timezone.localdate()
    lu = build_chapitre_lu(chapitre, build_contexte_base(membre.espace, today))
    is_proposition = PROPOSITION in request.GET and not chapitre.voyons and bool(lu.phrases)
    proposees = "\n\n".join(phrase.texte for phrase in lu.phrases) if is_proposition else ""
    return build_contexte_diagnostic(
        request,
        membre,
        chapitre.diagnostic,
        f"Écrire\u00a0: {chapitre.titre}",
        chapitre=chapitre,
        form=ChapitreForm(data, chapitre=chapitre, proposition=proposees),
        lu=lu,
        brouillon=build_cle_brouillon(membre.compte, "chapitre", chapitre.pk),
        aide=get_aides(today).get(chapitre.cle, ""),
        is_proposition=is_proposition,
    )


def _render_fusion(request: HttpRequest, context: dict[str, Any], fusion: FusionSaisie, version: Any) -> HttpResponse:
    autre = context["chapitre"].updated_by
    context |= {"fusion": fusion, "version": version, "autre_nom": "quelqu’un" if autre is None else str(autre)}
    return render(request, "diagnostic/chapitre_fusion.html", context)
