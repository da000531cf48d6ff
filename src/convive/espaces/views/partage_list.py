"""What an espace shows to départements: offer, change, stop."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.partage import close_partage, submit_partage, update_partage
from convive.espaces.forms.partage import ChampsForm, PartageForm
from convive.espaces.models import Cote, Membre, Partage
from convive.espaces.permissions import can_update_partages
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.partage import LignePartage, get_partage_in_espace, list_partages
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:partage_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def partage_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # Stopping is allowed in an espace that has expired; the actions refuse the other gestures.
    membre = get_membre_or_404(request, espace_uuid, can_update_partages, is_lecture=True)
    form, cible, erreur = PartageForm(), None, ""
    champs_form = ChampsForm()
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        cible = _get_cible(request, membre, geste)
        form = PartageForm(request.POST if cible is None else None)
        champs_form = ChampsForm(request.POST if geste == "changer" else None, auto_id=_get_auto_id(cible))
        try:
            if _submit(request, membre, geste, cible, champs_form if cible else form):
                return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            erreur = str(error)
    actifs, attente = list_partages(membre.espace)
    lignes = [(ligne, _get_form(ligne, cible, champs_form)) for ligne in actifs]
    context = build_contexte(request, membre, PAGE, lignes=lignes, attente=attente, form=form, erreur=erreur)
    return render(request, "espaces/partage_list.html", context)


def _get_cible(request: HttpRequest, membre: Membre, geste: str) -> Partage | None:
    """The agreement of the gesture; None for an offer."""
    if geste == "proposer":
        return None
    partage = get_partage_in_espace(membre.espace, request.POST.get("objet", ""))
    if partage is None or geste not in ("changer", "arreter", "renvoyer"):
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cet espace.")
    return partage


def _get_auto_id(partage: Partage | None) -> str:
    return f"id_{partage.pk}_%s" if partage else "id_%s"


def _get_form(ligne: LignePartage, cible: Partage | None, form: ChampsForm) -> ChampsForm:
    """The boxes of an agreement; those that were just sent come back as they are when they have to be corrected."""
    if ligne.partage == cible and form.is_bound:
        return form
    return ChampsForm(champs=ligne.partage.champs, auto_id=_get_auto_id(ligne.partage))


def _submit(request: HttpRequest, membre: Membre, geste: str, cible: Partage | None, form: ChampsForm) -> bool:
    """Do the gesture; False when the form has to be corrected."""
    if cible is None:
        return form.is_valid() and _offer(request, membre, **form.cleaned_data)
    if geste == "changer":
        if not form.is_valid():
            return False
        depart = request.POST["depart"].split() if "depart" in request.POST else None
        update_partage(by=membre.compte, partage=cible, champs=form.cleaned_data["champs"], depart=depart)
    elif geste == "renvoyer":
        if not cible.is_en_attente and not cible.is_expiree:
            raise EspaceRefuse("Ce partage a déjà une réponse.")
        return _offer(request, membre, cible.email, cible.champs)
    else:
        close_partage(by=membre.compte, partage=cible, cote=Cote.TERRITOIRE)
    return True


def _offer(request: HttpRequest, membre: Membre, email: str, champs: Any) -> bool:
    submit_partage(
        by=membre.compte,
        espace=membre.espace,
        email=email,
        champs=champs,
        build_url=lambda secret: request.build_absolute_uri(reverse("espaces:partage_detail", args=[secret])),
    )
    return True
