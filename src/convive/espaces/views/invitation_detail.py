"""The page of an invitation: opening it changes nothing, a button accepts or declines."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from convive.comptes.adapters import record_email_invite
from convive.comptes.selectors.adresse import get_adresse_a_prouver
from convive.espaces.actions.invitation import create_compte_invite, refuse_invitation, validate_invitation
from convive.espaces.forms.invitation import CompteInviteForm
from convive.espaces.models import Invitation
from convive.espaces.rules import EspaceRefuse, fold_email
from convive.espaces.selectors.invitation import get_invitation, has_compte
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.views.acces import explain_expire

TEMPLATE = "espaces/invitation_detail.html"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def invitation_detail(request: HttpRequest, cle: str) -> HttpResponse:
    invitation = get_invitation(cle)
    if invitation is None:
        return render(request, TEMPLATE, {"invitation": None}, status=404)
    form, erreur = CompteInviteForm(initial={"nom_affiche": invitation.nom}), ""
    if request.method == "POST":
        if request.POST.get("geste") == "creer":
            form = CompteInviteForm(request.POST)
        try:
            if response := _submit(request, invitation, form):
                return response
        except EspaceRefuse as error:
            erreur = str(error)
    context = _build_contexte(request, invitation) | {"form": form, "erreur": erreur}
    return render(request, TEMPLATE, context, status=200 if invitation.is_en_attente else 410)


def _build_contexte(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    email = request.user.email if request.user.is_authenticated else ""
    return {
        "invitation": invitation,
        "limites": build_limites_en_mots(invitation.espace, [invitation])[invitation.pk],
        "etat": invitation.get_etat().value,
        "is_autre_adresse": bool(email) and fold_email(email) != invitation.email,
        "a_un_compte": has_compte(invitation.email),
        "url_connexion": _build_url_connexion(request),
        "adresse_a_prouver": get_adresse_a_prouver(request.user) if request.user.is_authenticated else "",
    }


def _build_url_connexion(request: HttpRequest) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"


def _submit(request: HttpRequest, invitation: Invitation, form: CompteInviteForm) -> HttpResponse | None:
    """Do what the button says; None when the form has to be corrected, or when no button was pressed."""
    geste = request.POST.get("geste")
    if geste == "refuser":
        refuse_invitation(invitation=invitation)
        return render(request, TEMPLATE, {"invitation": invitation, "etat": "declinee"})
    if geste == "externe" and settings.OIDC_ACTIF and invitation.is_en_attente:
        # The link proves the address: the provider may open a compte for it, and for it alone.
        record_email_invite(request, invitation.email)
        return redirect(_build_url_connexion(request))
    if geste == "accepter" and request.user.is_authenticated:
        validate_invitation(by=request.user, invitation=invitation)
        return _welcome(request, invitation)
    if geste == "creer" and not request.user.is_authenticated and form.is_valid():
        login(request, create_compte_invite(invitation=invitation, **form.cleaned_data), backend=BACKEND)
        return _welcome(request, invitation)
    return None


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Lead the newcomer into the espace, with a word on what comes first."""
    messages.success(
        request,
        f"Bienvenue dans « {invitation.espace.nom} ». Cette page rassemble ce qui vous attend et ce qui a bougé.",
    )
    return redirect("espaces:espace_detail", invitation.espace_id)
