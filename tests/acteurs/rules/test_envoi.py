"""Addresses to write to together."""

from urllib.parse import unquote

from convive.acteurs.rules.envoi import MAX_LIEN, build_liens, clean_adresses


def test_each_address_is_kept_once_in_order():
    assert clean_adresses(["b@x.fr", "", "A@x.fr", "B@x.fr", "a@x.fr"]) == ["b@x.fr", "A@x.fr"]


def test_one_link_holds_a_few_addresses_in_blind_copy():
    assert build_liens(["a@x.fr", "b+c@x.fr"]) == [("mailto:?bcc=a@x.fr,b%2Bc@x.fr", 2)]
    assert build_liens([]) == []


def test_links_are_cut_where_mail_software_would_refuse_them():
    adresses = [f"personne.numero.{rang:03}@exemple.fr" for rang in range(200)]
    liens = build_liens(adresses)
    assert all(len(lien) <= MAX_LIEN for lien, _ in liens)
    assert sum(nombre for _, nombre in liens) == 200
    read = [adresse for lien, _ in liens for adresse in unquote(lien.removeprefix("mailto:?bcc=")).split(",")]
    assert read == adresses


def test_an_address_cannot_add_a_header():
    assert build_liens(["a@x.fr&body=menace"]) == [("mailto:?bcc=a@x.fr%26body%3Dmenace", 1)]
