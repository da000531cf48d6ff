from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.template import engines
from django.test import override_settings
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse, set_script_prefix
from django.urls.converters import UUIDConverter

from convive.socle.adresses import get_adresse, get_adresse_web


def list_adresses(
    resolver: Any, prefix: str = "", arguments: tuple[tuple[str, str], ...] = ()
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """View names of our own packages, and the names and kinds of their arguments."""
    for route in resolver.url_patterns:
        kinds = (
            (nom, "uuid" if isinstance(c, UUIDConverter) else "autre") for nom, c in route.pattern.converters.items()
        )
        names = (*arguments, *kinds)
        if isinstance(route, URLResolver):
            yield from list_adresses(route, f"{prefix}{route.namespace}:" if route.namespace else prefix, names)
        elif route.name and prefix:
            yield f"{prefix}{route.name}", names


def render(gabarit: str, **context: object) -> str:
    return engines["django"].from_string(gabarit).render(context)


def test_addresses_are_those_of_the_routes() -> None:
    espace, autre = uuid4(), uuid4()
    assert get_adresse("espaces:espace_list") == reverse("espaces:espace_list")
    for uuid in (espace, autre):
        assert get_adresse("espaces:espace_detail", uuid) == reverse("espaces:espace_detail", args=[uuid])


def test_every_page_whose_arguments_are_identifiers_has_its_address() -> None:
    seen = 0
    for page, convertisseurs in set(list_adresses(get_resolver())):
        if convertisseurs and all(sorte == "uuid" for _, sorte in convertisseurs):
            uuids = [uuid4() for _ in convertisseurs]
            noms = {nom: uuid for (nom, _), uuid in zip(convertisseurs, uuids, strict=True)}
            assert get_adresse(page, *uuids) == reverse(page, kwargs=noms) == reverse(page, args=uuids)
            assert render(f"{{% url '{page}' {' '.join(f'u.{rang}' for rang in range(len(uuids)))} %}}", u=uuids) == (
                reverse(page, args=uuids)
            )
            seen += 1
    assert seen > 100


def test_the_tag_of_addresses_does_all_that_the_one_of_django_does() -> None:
    espace = uuid4()
    attendu = reverse("espaces:espace_detail", args=[espace])
    assert render("{% url 'espaces:espace_detail' e %}", e=str(espace)) == attendu
    assert render("{% url 'espaces:espace_detail' espace_uuid=e %}", e=espace) == attendu
    assert render("{% url 'espaces:espace_detail' e as a %}[{{ a }}]", e=espace) == f"[{attendu}]"
    assert render("{% url 'nulle:part' e as a %}[{{ a }}]", e=espace) == "[]"
    assert render("{% url page %}", page="espaces:espace_list") == reverse("espaces:espace_list")
    with pytest.raises(NoReverseMatch):
        render("{% url 'nulle:part' e %}", e=espace)


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


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ("https://exemple.test/a", "https://exemple.test/a"),
        ("HTTP://exemple.test", "HTTP://exemple.test"),
        ("javascript:alert(1)", "#"),
        (" javascript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("file:///etc/passwd", "#"),
        ("", "#"),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(adresse, attendu):
    assert get_adresse_web(adresse) == attendu
