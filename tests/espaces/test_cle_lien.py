"""The key of a magic link cannot be guessed, made, or altered."""

from uuid import uuid4

import pytest
from django.core.signing import Signer

from convive.espaces.cles.lien_magique import MAX_CLE_LIEN, build_cle_lien, read_cle_lien


def test_key_says_which_link_and_the_print_of_its_secret():
    uuid = uuid4()
    cle = build_cle_lien(uuid)
    assert read_cle_lien(cle.texte) == (uuid, cle.empreinte)
    assert cle.empreinte not in cle.texte
    assert build_cle_lien(uuid).texte != cle.texte


@pytest.mark.parametrize("place", [0, 40, -1])
def test_one_letter_changed_refuses_the_key(place):
    texte = list(build_cle_lien(uuid4()).texte)
    texte[place] = "A" if texte[place] != "A" else "B"
    assert read_cle_lien("".join(texte)) is None


def test_parts_of_two_keys_do_not_make_a_third():
    un, deux = (build_cle_lien(uuid4()).texte.split(".") for _ in range(2))
    assert read_cle_lien(".".join([un[0], deux[1], deux[2]])) is None
    assert read_cle_lien(".".join([un[0], un[1], deux[2]])) is None


@pytest.mark.parametrize("texte", ["", ".", "..", "x" * (MAX_CLE_LIEN + 1), "été.secret.signature"])
def test_anything_else_is_no_key(texte):
    assert read_cle_lien(texte) is None


def test_a_signature_made_for_something_else_is_refused(settings):
    signed = Signer(salt="autre", sep=".").sign(f"{uuid4().hex}.secret")
    assert read_cle_lien(signed) is None
    ours = Signer(salt="convive.espaces.lien", sep=".").sign("pas-un-identifiant.secret")
    assert read_cle_lien(ours) is None
    cle = build_cle_lien(uuid4()).texte
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert read_cle_lien(cle) is None
