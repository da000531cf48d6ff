"""What changed since a state was frozen: in the object as it is today, or in another frozen state."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_list_gels
from convive.documents.selectors.gel import compare_contenus, get_contenu_actuel, list_autres_gels
from convive.documents.views.gel_acces import PAGE_GELS, get_gel_or_404
from convive.espaces.views.acces import build_contexte
from convive.socle.uuids import parse_uuid


@login_required
@require_safe
def gel_comparaison(request: HttpRequest, espace_uuid: UUID, gel_uuid: UUID) -> HttpResponse:
    membre, gel = get_gel_or_404(request, espace_uuid, gel_uuid, can_list_gels)
    context = build_contexte(request, membre, PAGE_GELS, gel=gel, autres=list_autres_gels(membre, gel))
    contenu, actuel, autre_uuid = gel.read_contenu(), None, parse_uuid(request.GET.get("avec", ""))
    if autre_uuid:
        autre = get_gel_or_404(request, espace_uuid, autre_uuid, can_list_gels)[1]
        if autre.reference != gel.reference:
            raise Http404("Ces deux états figés ne sont pas ceux du même objet.")
        # Whatever the order in which they were chosen, one reads from the former to the later.
        avant, apres = sorted((gel, autre), key=lambda un: un.date_gel)
        contenu, actuel = avant.read_contenu(), apres.read_contenu()
        context.update(avant=avant, apres=apres, autre=autre)
    else:
        actuel = get_contenu_actuel(membre, gel)
        context["avant"] = gel
    champs = compare_contenus(contenu, actuel) if contenu and actuel else None
    context["champs"], context["is_change"] = champs, any(champ.is_change for champ in champs or ())
    return render(request, "documents/gel_comparaison.html", context)
