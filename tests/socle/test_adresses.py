from uuid import uuid4

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, reverse, set_script_prefix

from convive.socle.adresses import get_adresse


def test_addresses_are_those_of_the_routes() -> None:
    espace, autre = uuid4(), uuid4()
    assert get_adresse("espaces:espace_list") == reverse("espaces:espace_list")
    for uuid in (espace, autre):
        assert get_adresse("espaces:espace_detail", uuid) == reverse("espaces:espace_detail", args=[uuid])


def test_an_address_follows_where_the_site_is_mounted() -> None:
    simple = get_adresse("espaces:espace_list")
    set_script_prefix("/ctg/")
    try:
        assert get_adresse("espaces:espace_list") == f"/ctg{simple}"
    finally:
        set_script_prefix("/")
    assert get_adresse("espaces:espace_list") == simple


@override_settings(ROOT_URLCONF="convive.ui.urls")
def test_a_page_that_is_not_mounted_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        get_adresse("espaces:espace_list")
