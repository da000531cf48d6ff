"""The states of the text that were kept, at the signature and at each avenant; and what changes from one to another."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.convention.permissions import can_get_ctg
from convive.convention.selectors.etat import compare_etats_textes, get_etat, list_etats_figes
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.documents.models import Gel
from convive.documents.permissions import can_create_gel_objet
from convive.espaces.views.acces import get_membre_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_safe
def etat_comparaison(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    gels = list_etats_figes(dossier.ctg)
    de, vers = _parse_etats(request, gels)
    context = build_contexte_ctg(request, membre, dossier, "article_list", gels=gels, de=de, vers=vers)
    if gels:
        avant, apres = get_etat(membre, dossier, gels, de), get_etat(membre, dossier, gels, vers)
        comparaison = compare_etats_textes(avant, apres) if avant and apres else None
        context |= {"avant": avant, "apres": apres, "comparaison": comparaison}
    context["peut_figer"] = can_create_gel_objet(membre, "ctg", dossier.ctg) and not membre.espace.is_expire
    context["formats"] = ("docx", "odt", "pdf")
    return render(request, "convention/etat_comparaison.html", context)


def _parse_etats(request: HttpRequest, gels: list[Gel]) -> tuple[UUID | None, UUID | None]:
    """From the first state that was kept to the text of today, unless two others are asked for."""
    known = {gel.pk for gel in gels}
    de, vers = (parse_uuid(request.GET.get(nom, "")) for nom in ("de", "vers"))
    is_de_demande = de in known or request.GET.get("de") == "aujourdhui"
    first = gels[0].pk if gels else None
    return (de if de in known else None) if is_de_demande else first, vers if vers in known else None
