"""Where every figure comes from, and what is not loaded yet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.page import build_sources
from convive.diagnostic.permissions import can_fetch_sources
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.telechargement.rapport import get_rapport


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    catalogue = get_catalogue()
    compte = request.user
    context = {
        "sources": build_sources(),
        "parametres": catalogue.parametres,
        "indicateurs": catalogue.indicateurs,
        "rapport": get_rapport(settings.DEPOT_DIR),
        "peut_telecharger": compte.is_authenticated and can_fetch_sources(compte),
    }
    return render(request, "diagnostic/source_list.html", context)
