"""One step of the first hundred days: why, how, what it gives; tick it, put it aside, move it, undo."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.prise_poste.actions.prise import close_etape, move_etape, refuse_etape, reopen_etape
from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.forms.parcours import DeplacerForm, EcarterForm
from convive.prise_poste.models import PrisePoste
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.refus import PosteRefuse
from convive.prise_poste.selectors.parcours import list_pages, read_prise
from convive.prise_poste.views.acces import get_prise_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def etape_detail(request: HttpRequest, espace_uuid: UUID, cle: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    prise = get_prise_or_404(membre)
    parcours = read_prise(membre, prise, timezone.localdate())
    ligne = parcours.get(cle)
    if ligne is None:
        raise Http404("Cette étape n’existe pas.")
    geste = request.POST.get("geste", "")
    ecarter = EcarterForm(request.POST if geste == "ecarter" else None)
    deplacer = DeplacerForm(request.POST if geste == "deplacer" else None, prise=prise, ligne=ligne)
    if request.method == "POST":
        if geste not in GESTES:
            raise Http404("Ce geste n’existe pas.")
        form = {"ecarter": ecarter, "deplacer": deplacer}.get(geste)
        try:
            if form is None or form.is_valid():
                messages.success(request, GESTES[geste](membre, prise, cle, form))
                return redirect("prise_poste:etape_detail", espace_uuid, cle)
        except PosteRefuse as refus:
            form.explain_refus(refus) if form is not None else messages.warning(request, str(refus))
    context = build_contexte_poste(request, membre, "parcours_detail", ligne=ligne, prise=prise)
    context |= {
        "pages": list_pages(membre, ligne, timezone.localdate()),
        "ecarter": ecarter,
        "deplacer": deplacer,
        "parcours": parcours,
    }
    return render(request, "prise_poste/etape_detail.html", context)


def _close(membre: Membre, prise: PrisePoste, cle: str, _form: PosteForm | None) -> str:
    close_etape(by=membre.compte, prise=prise, cle=cle)
    return "C’est noté."


def _refuse(membre: Membre, prise: PrisePoste, cle: str, form: PosteForm | None) -> str:
    motif = form.get_motif() if isinstance(form, EcarterForm) else ""
    refuse_etape(by=membre.compte, prise=prise, cle=cle, motif=motif)
    return "L’étape est écartée."


def _reopen(membre: Membre, prise: PrisePoste, cle: str, _form: PosteForm | None) -> str:
    reopen_etape(by=membre.compte, prise=prise, cle=cle)
    return "L’étape est de nouveau à faire."


def _move(membre: Membre, prise: PrisePoste, cle: str, form: PosteForm | None) -> str:
    jour = form.get_jour() if isinstance(form, DeplacerForm) else None
    move_etape(by=membre.compte, prise=prise, cle=cle, jour=jour)
    return "L’étape a changé de date." if jour else "L’étape est revenue à sa place."


GESTES: dict[str, Callable[[Membre, PrisePoste, str, PosteForm | None], str]] = {
    "faire": _close,
    "ecarter": _refuse,
    "rouvrir": _reopen,
    "deplacer": _move,
}
