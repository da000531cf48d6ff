"""Where every figure comes from, and what is not loaded yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.page import build_sources
from convive.diagnostic.selectors.catalogue import get_catalogue


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    catalogue = get_catalogue()
    context = {"sources": build_sources(), "parametres": catalogue.parametres, "indicateurs": catalogue.indicateurs}
    return render(request, "diagnostic/source_list.html", context)
