"""The calendar of a member, read by a program that has the address: no cookie, nothing is changed."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.exports.agenda import render_agenda
from convive.espaces.permissions import can_list_echeances
from convive.espaces.selectors.echeance import get_membre_du_flux, list_echeances
from convive.espaces.views.public import without_trace

TYPE = "text/calendar; charset=utf-8"


@require_safe
@without_trace
def agenda_export(request: HttpRequest, cle: str) -> HttpResponse:
    membre = get_membre_du_flux(cle)
    if membre is None or not can_list_echeances(membre):
        return HttpResponseNotFound("Cette adresse d’agenda n’existe pas, ou ne sert plus.", content_type="text/plain")
    is_miennes = request.GET.get("miennes") == "1"
    rows = list_echeances(membre, timezone.localdate(), miennes=is_miennes)
    nom = f"{membre.espace.nom} – {'mes échéances' if is_miennes else 'échéances'}"
    content = render_agenda(nom, rows, request.build_absolute_uri, timezone.now())
    return HttpResponse(content, content_type=TYPE)
