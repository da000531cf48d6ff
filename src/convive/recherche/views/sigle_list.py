"""The glossary: what the acronyms of cooperation mean, in one sentence each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.recherche.sources_produit import build_ancre
from convive.ui.glossaire import get_glossaire


@require_safe
def sigle_list(request: HttpRequest) -> HttpResponse:
    sigles = [(build_ancre(sigle), entree) for sigle, entree in get_glossaire().items()]
    return render(request, "recherche/sigle_list.html", {"sigles": sigles})
