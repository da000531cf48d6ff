"""The séance on a wall: one subject by screen, its decision written before everyone."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne, update_ligne
from convive.gouvernance.forms.presentation import LigneEcranForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import LIBELLES_SORTES, NaturePoint, SorteLigne
from convive.gouvernance.selectors.presentation import SUR_LE_MUR, Ecran, build_ecran
from convive.gouvernance.selectors.suite import get_ligne, is_ouverte
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404
from convive.socle.uuids import parse_uuid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_presentation(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    raw = request.GET.get("point", "1")
    ecran = build_ecran(membre, seance, int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else 1)
    if request.method == "POST" and ecran is not None:
        _write(request, membre, seance, ecran)
        return redirect(f"{request.path}?point={ecran.rang}")
    context = build_contexte_seance(
        request, membre, "seance_presentation", seance, ecran=ecran, is_ouverte=is_ouverte(seance)
    )
    if ecran is not None:
        is_decision = ecran.point.nature == NaturePoint.DECISION and not ecran.decisions
        sorte = SorteLigne.DECISION if is_decision else SorteLigne.INFORMATION
        context["form"] = LigneEcranForm(initial={"cle": uuid4(), "sorte": sorte.value})
    return render(request, "gouvernance/seance_presentation.html", context)


def _write(request: HttpRequest, membre: Membre, seance: Seance, ecran: Ecran) -> None:
    """A line of this point, new or changed; a refusal is said on the wall, with what was typed."""
    form = LigneEcranForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Écrivez la ligne.")
        return
    texte, sorte = form.cleaned_data["texte"], form.cleaned_data["sorte"]
    saisie = SaisieLigne(sorte, texte, ecran.point)
    uuid = parse_uuid(request.POST.get("ligne", ""))
    ligne = get_ligne(seance, uuid) if uuid else None
    try:
        if ligne is None:
            create_ligne(by=membre.compte, seance=seance, saisie=saisie, cle_client=form.cleaned_data["cle"])
            if sorte not in SUR_LE_MUR:
                messages.success(request, f"{LIBELLES_SORTES[SorteLigne(sorte)]}\u00a0: c’est au compte rendu.")
        else:
            version = form.cleaned_data["version"] or 0
            update_ligne(by=membre.compte, ligne=ligne, saisie=saisie, version=version)
    except GouvernanceRefusee as refus:
        messages.error(request, f"{refus} Vous aviez écrit\u00a0: «\u00a0{texte}\u00a0»")
