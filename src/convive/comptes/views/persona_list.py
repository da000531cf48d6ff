"""« Essayer Convive » : enter the demonstration as an invented person. Only if DEMO is enabled."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from convive.comptes.actions.visite import record_visite_demo
from convive.comptes.personas import get_source_demo

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def persona_list(request: HttpRequest) -> HttpResponse:
    source = get_source_demo()
    if source is None:
        raise Http404("La démonstration est fermée.")
    if request.method != "POST":
        return render(request, "comptes/persona_list.html", {"personas": source.list_personas()})
    acces = source.get_acces(request.POST.get("persona", ""))
    if acces is None:
        raise Http404("Cette personne n’est pas dans la démonstration.")
    login(request, acces.compte, backend=BACKEND)
    record_visite_demo(acces)
    return redirect(acces.url)
