import pytest

from convive.comptes.tentatives import get_adresse_ip, get_identifiant

pytestmark = pytest.mark.sans_base


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
