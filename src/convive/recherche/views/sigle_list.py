"""The glossary: what each acronym of the CTG means, in one sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.recherche.sources_produit import build_ancre
from convive.ui.glossaire import get_glossaire


@require_safe
def sigle_list(request: HttpRequest) -> HttpResponse:
    sigles = [(build_ancre(sigle), entree) for sigle, entree in get_glossaire().items()]
    return render(request, "recherche/sigle_list.html", {"sigles": sigles})
