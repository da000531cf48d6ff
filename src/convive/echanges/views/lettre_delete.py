"""Stop the letter from the link that each letter holds, without logging in: opening it changes nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.echanges.actions.lettre import get_compte_from_jeton
from convive.echanges.actions.preference import delete_lettre


# The signed address is what proves the gesture: mail software sends it by itself, without our cookies (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lettre_delete(request: HttpRequest, jeton: str) -> HttpResponse:
    compte = get_compte_from_jeton(jeton)
    if compte is None:
        raise Http404("Ce lien ne mène à aucune lettre : reprenez-le dans l’e-mail, en entier.")
    if request.method == "POST":
        delete_lettre(by=compte)
    return render(request, "echanges/lettre_delete.html", {"is_arretee": request.method == "POST"})
