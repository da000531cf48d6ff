"""Where every figure comes from, and what is not loaded yet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.page import build_sources
from convive.diagnostic.permissions import can_fetch_sources
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.sources.registre import list_non_lus
from convive.donnees.telechargement.rapport import get_rapport


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    catalogue = get_catalogue()
    compte = request.user
    can_fetch = compte.is_authenticated and can_fetch_sources(compte)
    context = {
        "sources": build_sources(),
        "parametres": catalogue.parametres,
        "indicateurs": catalogue.indicateurs,
        "rapport": get_rapport(settings.DEPOT_DIR),
        "peut_telecharger": can_fetch,
        # The names of what someone has put there are theirs.
        "non_lus": list_non_lus(settings.DEPOT_DIR).get(None, []) if can_fetch else [],
    }
    return render(request, "diagnostic/source_list.html", context)
