import logging

import pytest

from convive.socle.masque import MasqueCles, mask_cles


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Gone: /espaces/lien/abc.def-_1.x/", "Gone: /espaces/lien/…/"),
        ("Not Found: /espaces/invitation/abc?x=1", "Not Found: /espaces/invitation/…?x=1"),
        ("Not Found: /ma-formation/abc.def/ateliers/", "Not Found: /ma-formation/…/ateliers/"),
        ("/compte/password/reset/key/1-abc-def/", "/compte/password/reset/key/…/"),
        ("Not Found: /espaces/1/liens/", "Not Found: /espaces/1/liens/"),
        ("/espaces/lien/", "/espaces/lien/"),
    ],
)
def test_keys_are_masked_and_nothing_else(texte, attendu):
    assert mask_cles(texte) == attendu


def test_record_that_holds_a_key_is_rewritten_and_the_others_kept():
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "%s: %s", ("Gone", "/lien/abc/"), None)
    assert MasqueCles().filter(record)
    assert record.getMessage() == "Gone: /lien/…/"
    other = logging.LogRecord("x", logging.WARNING, "x", 1, "%s rows", (3,), None)
    assert MasqueCles().filter(other)
    assert other.args == (3,)


def test_filter_is_on_every_handler(settings):
    for nom, handler in settings.LOGGING["handlers"].items():
        assert {"cles", "requete"} <= set(handler["filters"]), nom
