"""« /r/eaje »: a short address printed on paper opens the page that it stands for. Only the pages of our own list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_safe

from convive.formation.selectors.adresses_courtes import get_adresses_courtes


@require_safe
def adresse_courte_export(request: HttpRequest, code: str) -> HttpResponse:
    """As it was typed, in capitals or not; a code that is not ours opens nothing."""
    adresse = get_adresses_courtes().by_code.get(code.lower())
    if adresse is None:
        raise Http404("Ce code n’est pas de notre liste.")
    return redirect(adresse.url)


urls = [path("r/<slug:code>", adresse_courte_export, name="adresse_courte_export")]
