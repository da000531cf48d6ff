"""Want no more letters, from the link that each holds, without logging in: opening it changes nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.envoi_lettre import read_jeton
from convive.acteurs.actions.lettre import create_opposition


# The signed address is what proves the gesture: mail software sends it by itself, without our cookies (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opposition_create(request: HttpRequest, jeton: str) -> HttpResponse:
    lu = read_jeton(jeton)
    if lu is None:
        raise Http404("Ce lien ne mène à rien\u00a0: reprenez-le dans le courriel, en entier.")
    espace, email = lu
    if request.method == "POST":
        create_opposition(by=None, espace=espace, email=email)
    context = {"email": email, "nom_espace": espace.nom, "is_fait": request.method == "POST"}
    return render(request, "acteurs/opposition_create.html", context)
