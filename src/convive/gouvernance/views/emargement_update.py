"""Where the code of the room leads: one finds one’s name and ticks it. Without an account, while the séance lasts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.public import without_trace
from convive.gouvernance.actions.emargement import record_pointage
from convive.gouvernance.cles import read_cle
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.emargement import get_seance_emargee, list_a_pointer
from convive.socle.uuids import parse_uuid

TEMPLATE = "gouvernance/emargement_update.html"


# As for a magic link, the key in the address is the only authority and no cookie is read; « no-referrer » makes a
# browser send « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def emargement_update(request: HttpRequest, cle: str) -> HttpResponse:
    uuid = read_cle(cle)
    seance = get_seance_emargee(uuid) if uuid else None
    if seance is None:
        return render(request, TEMPLATE, {"seance": None}, status=404)
    refus, status = "", 200
    if request.method == "POST":
        try:
            if nom := _record(request, seance):
                return redirect(f"{request.path}?fait={nom}")
        except GouvernanceRefusee as error:
            refus, status = str(error), 429
    participants = list_a_pointer(seance)
    fait = parse_uuid(request.GET.get("fait", ""))
    context = {
        "seance": seance,
        "participants": participants,
        "fait": next((row for row in participants if row.pk == fait and row.presence == "present"), None),
        "refus": refus,
        "is_fictif": is_espace_fictif(seance.espace),
    }
    return render(request, TEMPLATE, context, status=status)


def _record(request: HttpRequest, seance: Seance) -> UUID | None:
    participant = parse_uuid(request.POST.get("participant", ""))
    if participant is None:
        return None
    record_pointage(
        seance=seance,
        participant=participant,
        is_annulation=request.POST.get("geste") == "annuler",
        adresse_ip=get_adresse_ip(request),
    )
    return participant
