"""The avenants of a CTG, and the convention compared between two of its states."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.convention.models import NatureAvenant
from convive.convention.permissions import can_get_ctg
from convive.convention.rules.avenants import EtatConvention
from convive.convention.selectors.avenant import compare_deux, list_etats
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def avenant_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    etats = list_etats(dossier)
    de, vers = _parse_rangs(request, etats)
    comparaison = compare_deux(membre, etats[de], etats[vers]) if len(etats) > 1 else None
    context = build_contexte_ctg(request, membre, dossier, "avenant_list", etats=etats, comparaison=comparaison)
    context |= {"de": de, "vers": vers, "natures": NatureAvenant.choices}
    return render(request, "convention/avenant_list.html", context)


def _parse_rangs(request: HttpRequest, etats: list[EtatConvention]) -> tuple[int, int]:
    """From the signature to the last avenant, unless two other states are asked for."""

    def parse(nom: str, default: int) -> int:
        texte = request.GET.get(nom, "")
        is_rang = texte.isascii() and texte.isdigit() and len(texte) < 4 and int(texte) < len(etats)
        return int(texte) if is_rang else default

    return parse("de", 0), parse("vers", len(etats) - 1)
