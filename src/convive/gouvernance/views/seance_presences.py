"""Who is there: one tap each at the door, or the signed sheet entered afterwards in one go."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.participant import create_participant, create_participants, update_presences
from convive.gouvernance.cles import build_cle
from convive.gouvernance.forms.convocation import InviteForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import MoyenPresence
from convive.gouvernance.selectors.convocation import build_appel
from convive.gouvernance.selectors.suite import is_ouverte
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404
from convive.socle.code_qr import draw_qr
from convive.socle.requetes import get_instant, is_fragment
from convive.socle.uuids import parse_uuid

TEMPLATE = "gouvernance/seance_presences.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_presences(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    form, refus = InviteForm(prefix="invite"), ""
    if request.method == "POST":
        try:
            form = _write(request, membre, seance)
        except GouvernanceRefusee as error:
            refus = str(error)
        if not form.errors and not is_fragment(request):
            if refus:
                messages.error(request, refus)
            return redirect(request.get_full_path())
    return _show(request, membre, seance, form, refus)


def _write(request: HttpRequest, membre: Membre, seance: Seance) -> InviteForm:
    """The form of a guest, with its errors when there are some."""
    by, geste = membre.compte, request.POST.get("geste", "")
    form = InviteForm(prefix="invite")
    if geste == "membres":
        create_participants(by=by, seance=seance)
    elif geste == "inviter":
        form = InviteForm(request.POST, prefix="invite")
        if form.is_valid():
            participant = create_participant(by=by, seance=seance, **form.cleaned_data)
            update_presences(by=by, seance=seance, presences={participant.pk: "present"})
            form = InviteForm(prefix="invite")
    elif geste == "feuille":
        presences = _read_feuille(request)
        update_presences(by=by, seance=seance, presences=presences, moyen=MoyenPresence.PAPIER.value)
    else:
        uuid, _, presence = request.POST.get("pointer", "").partition(":")
        if participant_uuid := parse_uuid(uuid):
            update_presences(by=by, seance=seance, presences={participant_uuid: presence})
    return form


def _build_adresse(request: HttpRequest, seance: Seance) -> str:
    return request.build_absolute_uri(reverse("gouvernance:emargement_update", args=[build_cle(seance)]))


def _read_feuille(request: HttpRequest) -> dict[UUID, str]:
    found = {}
    for nom, valeur in request.POST.items():
        if nom.startswith("p-") and (uuid := parse_uuid(nom[2:])):
            found[uuid] = str(valeur)
    return found


def _show(request: HttpRequest, membre: Membre, seance: Seance, form: InviteForm, refus: str) -> HttpResponse:
    ouverte = is_ouverte(seance)
    adresse = _build_adresse(request, seance) if ouverte else ""
    context = build_contexte_seance(
        request,
        membre,
        "seance_presences",
        seance,
        instant=get_instant(),
        appel=build_appel(seance),
        form_invite=form,
        refus=refus,
        is_ouverte=ouverte,
        is_papier="papier" in request.GET,
        adresse_qr=adresse,
        qr=draw_qr(adresse) if adresse else None,
    )
    template = f"{TEMPLATE}#appel" if is_fragment(request) else TEMPLATE
    return render(request, template, context, status=422 if form.errors else 200)
