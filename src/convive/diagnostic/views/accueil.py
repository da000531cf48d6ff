"""The first page: what Convive is for, and the search that leads to any portrait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.territoires.selectors.resumes import get_resumes

# Very different territories, to show that any will do: rural, métropole, overseas, Grand Paris, fictional.
EXEMPLES = ("200070035", "243300316", "249740077", "200054781", "999900017")


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    return render(request, "diagnostic/accueil.html", {"exemples": get_resumes(EXEMPLES)})
