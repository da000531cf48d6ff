"""OpenID Connect as ProConnect implements it: signed claims about the person, and logout on both sides."""

# The classes of allauth come without types.
# mypy: disallow-subclassing-any=False

import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

CLE_DECONNEXION = "deconnexion_externe"
"""Session key of what logging out of the provider needs: its logout URL and the ID token."""
TYPE_JWT = "application/jwt"


class AdaptateurOidc(OpenIDConnectOAuth2Adapter):
    """Allauth's adapter, extended: the original only reads unsigned claims, and never logs out of the provider."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        sociallogin = super().complete_login(request, app, token, **kwargs)
        url, preuve = self.openid_config.get("end_session_endpoint"), kwargs["response"].get("id_token")
        if url and preuve:
            request.session[CLE_DECONNEXION] = {"url": url, "id_token_hint": preuve}
        return sociallogin

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """The claims about the person. If they are signed, they are verified with the provider's published keys.

        Raise OAuth2Error for a wrong signature, issuer, audience or date.
        """
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        if TYPE_JWT not in response.headers.get("Content-Type", ""):
            return dict(response.json())
        return dict(
            jwtkit.verify_and_decode(
                credential=response.text.strip(),
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=self.get_provider().app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        )


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The URL to which the provider redirects the person; replaces allauth's view, at the same URL."""
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(AdaptateurOidc(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404("Ce service d’identification n’est pas réglé ici.") from None
    return response


def build_url_deconnexion(request: HttpRequest, retour: str) -> str:
    """Where to redirect after logging out: the provider used to log in, which then redirects to `retour`; or
    `retour`."""
    deconnexion = getattr(request, "session", {}).get(CLE_DECONNEXION)
    if not deconnexion:
        return retour
    parametres = {
        "id_token_hint": deconnexion["id_token_hint"],
        "post_logout_redirect_uri": request.build_absolute_uri(retour),
        "state": secrets.token_urlsafe(16),
    }
    return f"{deconnexion['url']}?{urlencode(parametres)}"
