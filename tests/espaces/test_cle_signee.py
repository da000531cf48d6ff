"""The key that a code on a wall holds."""

from uuid import uuid4

from convive.espaces.cles.signee import build_cle_signee, read_cle_signee


def test_a_key_serves_one_use_and_cannot_be_altered():
    uuid = uuid4()
    cle = build_cle_signee("formation.emargement", uuid)
    assert read_cle_signee("formation.emargement", cle) == uuid
    assert read_cle_signee("gouvernance.emargement", cle) is None
    assert read_cle_signee("formation.emargement", f"{cle}x") is None
    assert read_cle_signee("formation.emargement", "x" * 300) is None
