"""Our adapters for allauth: who may register, under which name, and the subject of e-mails."""

# The classes of allauth come without types.
# mypy: disallow-subclassing-any=False

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest

from convive.comptes.connexion_externe import build_url_deconnexion
from convive.comptes.models import MAX_NOM_AFFICHE, Compte

logger = logging.getLogger(__name__)
MESSAGE_NON_PARTI = (
    "Le serveur d’e-mail ne répond pas : le message qui devait partir à cette occasion n’est pas parti. "
    "S’il vous le faut, recommencez dans un moment."
)
CLE_INVITATION = "account_verified_email"
"""Session key under which allauth stores a verified address."""


def get_email_invite(request: HttpRequest) -> str:
    """The address of the invitation that this visitor followed; empty if there was none."""
    return request.session.get(CLE_INVITATION) or ""


def record_email_invite(request: HttpRequest, email: str) -> None:
    """Let this visitor register, only with this address: she has followed the link that was sent to it."""
    request.session[CLE_INVITATION] = email


class CompteAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        # Wrong codes of the second factor (ACCOUNT_RATE_LIMITS).
        "too_many_login_attempts": "Trop de codes faux. Attendez cinq minutes, puis réessayez.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(get_email_invite(request))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Disable allauth's limit of wrong passwords, which axes counts: with allauth's, five attempts from anywhere
        would lock somebody out, again and again. Its limit of logins per network address still applies."""

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return build_url_deconnexion(request, super().get_logout_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Show a warning instead of failing if the mail server is down, the same whether the address has a compte or
        not."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("The message %s could not be sent.", template_prefix)
            messages.warning(self.request, MESSAGE_NON_PARTI)

    def format_email_subject(self, subject: str) -> str:
        return f"[Convive] {subject}"

    def save_user(self, request: HttpRequest, user: Compte, form: Any, commit: bool = True) -> Compte:
        user.nom_affiche = " ".join(form.cleaned_data["nom_affiche"].split())
        compte: Compte = super().save_user(request, user, form, commit=commit)
        return compte


def get_infos(sociallogin: Any) -> dict[str, Any]:
    """The provider's claims about the person; empty for a login that has none yet."""
    donnees = sociallogin.account.extra_data if getattr(sociallogin, "account", None) else {}
    return donnees.get("userinfo") or donnees.get("id_token") or donnees


class ConnexionExterneAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only an invitation lets a person register; the provider merely proves who she is."""
        invite = get_email_invite(request).casefold()
        return bool(invite) and any(
            adresse.verified and adresse.email.casefold() == invite for adresse in sociallogin.email_addresses
        )

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Compte:
        compte: Compte = super().populate_user(request, sociallogin, data)
        # ProConnect gives the name that a person uses under a claim of its own.
        usuel = get_infos(sociallogin).get("usual_name")
        noms = [data.get("first_name"), data.get("last_name") or usuel]
        nom = " ".join(nom for nom in noms if nom) or data.get("name") or compte.email.partition("@")[0]
        compte.nom_affiche = " ".join(nom.split())[:MAX_NOM_AFFICHE]
        return compte
