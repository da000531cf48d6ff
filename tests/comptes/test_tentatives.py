import re

import pytest
from django.conf import settings as reglages
from django.http import HttpResponse

from convive.comptes.tentatives import AdresseManquanteMiddleware, get_adresse_ip, get_identifiant


@pytest.mark.parametrize(
    ("credentials", "attendu"),
    [({"email": " A@Exemple.test "}, "a@exemple.test"), ({"username": "B@x.test"}, "b@x.test"), (None, "c@x.test")],
)
def test_address_that_was_tried(rf, credentials, attendu):
    assert get_identifiant(rf.post("/", {"login": "C@x.test"}), credentials) == attendu


def test_visitor_cannot_choose_her_address(rf):
    assert get_adresse_ip(rf.get("/", HTTP_X_FORWARDED_FOR="192.0.2.1")) == "127.0.0.1"


def test_behind_a_trusted_server_its_last_word_counts(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_adresse_ip(rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("proxy", "entetes", "dits"),
    [
        (True, {"X-Forwarded-Proto": "https"}, 1),
        (True, {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}, 0),
        # A watch on the machine itself, without the server in front.
        (True, {}, 0),
        (False, {"X-Forwarded-Proto": "https"}, 0),
    ],
)
def test_server_in_front_that_hides_the_address_is_said_once(rf, settings, caplog, proxy, entetes, dits):
    settings.PROXY = proxy
    middleware = AdresseManquanteMiddleware(lambda _: HttpResponse())
    for _ in range(3):
        middleware(rf.get("/", headers=entetes))
    assert [line.message for line in caplog.records if "X-Forwarded-For" in line.message] == caplog.messages
    assert len(caplog.messages) == dits


def test_each_server_of_the_docs_writes_the_address_itself():
    """nginx hands over what the visitor wrote unless it is told; Caddy replaces it; Apache adds its own at the end."""
    text = (reglages.PROJECT_DIR / "docs" / "exploitation.md").read_text(encoding="utf-8")
    nginx = re.search(r"```nginx\n(.+?)```", text, re.DOTALL)[1]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert re.search(r"```caddyfile\n.+?reverse_proxy 127\.0\.0\.1:8000", text, re.DOTALL)
    apache = re.search(r"```apache\n(.+?)```", text, re.DOTALL)[1]
    assert "ProxyAddHeaders On" in apache
    assert 'RequestHeader set X-Forwarded-Proto "https"' in apache
