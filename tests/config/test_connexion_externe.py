import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.config.connexion_externe import build_oidc, get_origine


@pytest.mark.parametrize(
    ("serveur", "origine"),
    [
        ("https://auth.exemple.test/api/v2", "https://auth.exemple.test"),
        ("http://localhost:9000/x", "http://localhost:9000"),
    ],
)
def test_origin_of_the_provider(serveur, origine):
    assert get_origine(serveur) == origine


def test_provider_without_https_is_refused():
    with pytest.raises(ImproperlyConfigured, match="https://"):
        get_origine("http://auth.exemple.test")


@pytest.mark.parametrize("email_sur", [True, False])
def test_provider_is_trusted_for_addresses_only_when_told(email_sur):
    reglages = {"serveur": "https://a.test", "client": "c", "secret": "s", "nom": "N", "scopes": ["openid"]}
    [application] = build_oidc(**reglages, email_sur=email_sur)["openid_connect"]["APPS"]
    assert application["settings"]["scope"] == ["openid"]
    assert application["settings"]["verified_email"] is email_sur
    assert application["settings"]["email_authentication"] is email_sur
