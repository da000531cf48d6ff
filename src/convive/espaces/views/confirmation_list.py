"""Places that nobody confirmed for a year, and what people answered: ask them all in one click."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.gestes import submit_liens_de_confirmation
from convive.espaces.permissions import can_update_membre
from convive.espaces.selectors.confirmation import list_places_a_confirmer, list_reponses_a_traiter
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.public import build_url_lien

PAGE = "espaces:membre_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def confirmation_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_membre)
    places = list_places_a_confirmer(membre.espace, timezone.localdate())
    if request.method == "POST":
        chosen = [place for place in places if str(place.pk) in request.POST.getlist("place")]
        submit_liens_de_confirmation(by=membre, places=chosen, build_url=build_url_lien(request))
        return redirect("espaces:lien_list", espace_uuid)
    reponses = list_reponses_a_traiter(membre.espace)
    context = build_contexte(request, membre, PAGE, places=places, reponses=reponses)
    return render(request, "espaces/confirmation_list.html", context)
