"""The weekly letter: a preview of the next one, and the link that stops it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from convive.echanges.actions.lettre_semaine import get_compte_from_jeton
from convive.echanges.actions.preference import delete_lettre
from convive.echanges.selectors.lettre_semaine import build_contenu, get_derniere_lettre
from convive.echanges.selectors.notification import get_preference
from convive.echanges.views.notification import get_compte


@login_required
@require_safe
def lettre_detail(request: HttpRequest) -> HttpResponse:
    """The letter as it would be if it were sent now, and the last one sent."""
    compte = get_compte(request)
    preference = get_preference(compte)
    jour = preference.get_jour_lettre_display() if preference.jour_lettre else ""
    context = {"contenu": build_contenu(compte, timezone.now()), "jour": jour}
    context["derniere"] = get_derniere_lettre(compte)
    return render(request, "echanges/lettre_detail.html", context)


# The signed URL authenticates the request: mail software sends it by itself, without our cookies (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lettre_delete(request: HttpRequest, jeton: str) -> HttpResponse:
    """The unsubscribe link of each letter, which needs no login; only a POST stops the letter."""
    compte = get_compte_from_jeton(jeton)
    if compte is None:
        raise Http404("Ce lien ne mène à aucune lettre : reprenez-le dans l’e-mail, en entier.")
    if request.method == "POST":
        delete_lettre(by=compte)
    return render(request, "echanges/lettre_delete.html", {"is_arretee": request.method == "POST"})


urls = [
    path("notifications/lettre/", lettre_detail, name="lettre_detail"),
    path("lettre/<str:jeton>/", lettre_delete, name="lettre_delete"),
]
