"""The members of an espace; those who may, invite and end memberships here."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.invitation import close_invitation, submit_invitation
from convive.espaces.actions.membre import close_membre
from convive.espaces.forms.invitation import InvitationForm
from convive.espaces.models import Membre
from convive.espaces.permissions import (
    can_close_membre,
    can_list_membres,
    can_submit_invitation,
    can_update_membre,
)
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.invitation import get_invitation_in_espace, list_invitations
from convive.espaces.selectors.membre import get_membre_in_espace, list_membres
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:membre_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def membre_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_membres)
    form, erreur = InvitationForm(), ""
    if request.method == "POST":
        geste = request.POST.get("geste", "")
        if geste == "inviter":
            form = InvitationForm(request.POST)
        try:
            if _submit(request, membre, geste, form):
                return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            erreur = str(error)
    context = build_contexte(request, membre, PAGE, membres=list_membres(membre.espace), form=form, erreur=erreur)
    context["peut_changer"] = can_update_membre(membre)
    context["peut_fermer"] = can_close_membre(membre)
    context["peut_inviter"] = can_submit_invitation(membre)
    context["invitations"] = list_invitations(membre.espace) if context["peut_inviter"] else []
    return render(request, "espaces/membre_list.html", context)


def _submit(request: HttpRequest, membre: Membre, geste: str, form: InvitationForm) -> bool:
    """Do the gesture; False when the form has to be corrected. A row of another espace does not exist here."""
    is_permis = can_close_membre(membre) if geste == "fermer" else can_submit_invitation(membre)
    if not is_permis:
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas ce geste.")
    if geste == "inviter":
        return form.is_valid() and _submit_invitation(request, membre, **form.cleaned_data)
    objet = request.POST.get("objet", "")
    if geste == "fermer" and (autre := get_membre_in_espace(membre.espace, objet)):
        close_membre(by=membre.compte, membre=autre)
    elif geste == "annuler" and (invitation := get_invitation_in_espace(membre.espace, objet)):
        close_invitation(by=membre.compte, invitation=invitation)
    elif geste == "renvoyer" and (invitation := get_invitation_in_espace(membre.espace, objet)):
        return _submit_invitation(request, membre, invitation.email, invitation.role)
    else:
        raise Http404("Ce geste, ou l’objet de ce geste, n’existe pas dans cet espace.")
    return True


def _submit_invitation(request: HttpRequest, membre: Membre, email: str, role: str) -> bool:
    submit_invitation(
        by=membre.compte,
        espace=membre.espace,
        email=email,
        role=role,
        build_url=lambda secret: request.build_absolute_uri(reverse("espaces:invitation_detail", args=[secret])),
    )
    return True
