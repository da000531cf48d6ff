"""A screen of the tour; going on remembers where one is."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.actions.visite import update_visite
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.visite import Etape, get_precedente, get_rang, get_suivante
from convive.gouvernance.selectors.visite import get_ecran
from convive.gouvernance.views.acces import build_contexte_gouvernance


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visite_update(request: HttpRequest, espace_uuid: UUID, etape: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances, is_lecture=True)
    if etape not in Etape:
        raise Http404("Cet écran n’existe pas.")
    current = Etape(etape)
    suivante = get_suivante(current)
    if request.method == "POST":
        update_visite(by=membre.compte, espace=membre.espace, etape=suivante)
        if suivante is not None:
            return redirect("gouvernance:visite_update", espace_uuid, suivante.value)
        messages.success(request, "Voilà l’essentiel. Tout reste ici, à relire quand vous voulez.")
        return redirect("gouvernance:visite_detail", espace_uuid)
    ecran = get_ecran(membre, current, timezone.localdate())
    context = build_contexte_gouvernance(request, membre, ecran=ecran, suivante=suivante, etapes=len(Etape))
    context |= {"precedente": get_precedente(current), "rang": get_rang(current)}
    context["fil"] = [
        *context["fil"][:-1],
        ("La CTG en dix minutes", reverse("gouvernance:visite_detail", args=[espace_uuid])),
    ]
    return render(request, "gouvernance/visite_update.html", context)
