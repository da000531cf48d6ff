"""The members of an espace; those who may, invite and end memberships here."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.invitation import PlaceProposee, close_invitation, submit_invitation
from convive.espaces.actions.membre import close_membre
from convive.espaces.forms.invitation import InvitationForm
from convive.espaces.models import Invitation, Membre
from convive.espaces.permissions import (
    can_close_membre,
    can_list_membres,
    can_submit_invitation,
    can_update_membre,
)
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.invitation import get_invitation_in_espace, list_invitations
from convive.espaces.selectors.limites import ChoixLimites, build_limites_en_mots, get_choix_limites
from convive.espaces.selectors.membre import get_membre_in_espace, list_membres, list_places_passees
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:membre_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def membre_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_membres)
    peut_inviter = can_submit_invitation(membre)
    geste, form, erreur = request.POST.get("geste", ""), None, ""
    choix = get_choix_limites(membre.espace) if peut_inviter else ChoixLimites([], [])
    if peut_inviter:
        form = InvitationForm(request.POST if geste == "inviter" else None, choix=choix)
    if request.method == "POST":
        try:
            if _submit(request, membre, geste, form):
                return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            erreur = str(error)
    lists = _build_listes(membre, peut_inviter, dict(choix.communes))
    context = build_contexte(request, membre, PAGE, form=form, erreur=erreur, **lists)
    return render(request, "espaces/membre_list.html", context)


def _build_listes(membre: Membre, peut_inviter: bool, noms: dict[str, str]) -> dict[str, Any]:
    """The places, with their limits in plain words; and for those who invite, what waits and what has ended."""
    espace = membre.espace
    membres: list[Membre] = list_membres(espace)
    invitations = list_invitations(espace) if peut_inviter else []
    passees = list_places_passees(espace, timezone.localdate()) if peut_inviter else []
    mots = build_limites_en_mots(espace, [*membres, *invitations, *passees], noms)

    def add[P: (Membre, Invitation)](places: list[P]) -> list[tuple[P, str]]:
        return [(place, mots[place.pk]) for place in places]

    return {
        "membres": add(membres),
        "invitations": add(invitations),
        "passees": add(passees),
        "peut_inviter": peut_inviter,
        "peut_changer": can_update_membre(membre),
        "peut_fermer": can_close_membre(membre),
    }


def _submit(request: HttpRequest, membre: Membre, geste: str, form: InvitationForm | None) -> bool:
    """Do the gesture; False when the form has to be corrected. A row of another espace does not exist here."""
    if form is None or (geste == "fermer" and not can_close_membre(membre)):
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas ce geste.")
    if geste == "inviter":
        return form.is_valid() and _submit_invitation(request, membre, **form.cleaned_data)
    objet = request.POST.get("objet", "")
    if geste == "fermer" and (autre := get_membre_in_espace(membre.espace, objet)):
        close_membre(by=membre.compte, membre=autre)
    elif geste == "reproposer" and (autre := get_membre_in_espace(membre.espace, objet)):
        return _submit_invitation(request, membre, autre.compte.email, autre.role, limites=autre.limites)
    elif geste == "annuler" and (invitation := get_invitation_in_espace(membre.espace, objet)):
        close_invitation(by=membre.compte, invitation=invitation)
    elif geste == "renvoyer" and (invitation := get_invitation_in_espace(membre.espace, objet)):
        place = {"nom": invitation.nom, "dernier_jour": invitation.dernier_jour, "limites": invitation.limites}
        return _submit_invitation(request, membre, invitation.email, invitation.role, **place)
    else:
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cet espace.")
    return True


def _submit_invitation(request: HttpRequest, membre: Membre, email: str, role: str, **place: Any) -> bool:
    submit_invitation(
        by=membre.compte,
        espace=membre.espace,
        email=email,
        place=PlaceProposee(role, **place),
        build_url=lambda secret: request.build_absolute_uri(reverse("espaces:invitation_detail", args=[secret])),
    )
    return True
