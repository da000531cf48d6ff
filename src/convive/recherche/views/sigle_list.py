"""The glossary: what each acronym and each term of the CTG means, in one sentence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.recherche.sources_produit import build_ancre
from convive.ui.glossaire import get_glossaire


@require_safe
def sigle_list(request: HttpRequest) -> HttpResponse:
    entrees = sorted(get_glossaire().values(), key=lambda entree: entree.sigle.casefold())
    sigles = [(build_ancre(entree.sigle), entree) for entree in entrees]
    return render(request, "recherche/sigle_list.html", {"sigles": sigles})
