"""The routes of the project, each with the names of its URL arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

ESPACE = "espace_uuid"


@dataclass(frozen=True, slots=True)
class Route:
    """`page` is « package:name »; a name may have several routes, with and without an id."""

    page: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}({', '.join(nom for nom in self.arguments if nom != ESPACE)})"

    @property
    def paquet(self) -> str:
        return self.page.partition(":")[0]

    @property
    def is_d_un_espace(self) -> bool:
        """Whether it is a page of an espace. The public pages of an organisme are not, although their URL has its
        espace."""
        return ESPACE in self.arguments

    def get_url(self, objets: Mapping[str, Any]) -> str:
        """The URL, given objects named « page.argument », « package:argument », or only by the argument."""
        return reverse(self.page, kwargs={nom: objets[self.get_cle(nom, objets)] for nom in self.arguments})

    def get_cle(self, nom: str, objets: Mapping[str, Any]) -> str:
        for cle in (f"{self.page}.{nom}", f"{self.paquet}:{nom}", nom):
            if cle in objets:
                return cle
        raise LookupError(f"{self} : dire dans tests/contrat/objets.py ce que vaut « {nom} ».")


def list_routes(resolver: Any = None, prefix: str = "", arguments: tuple[str, ...] = ()) -> Iterator[Route]:
    """All the routes. One without a name is named by its path, so that none is missed."""
    for route in (resolver or get_resolver()).url_patterns:
        own = (*arguments, *route.pattern.converters)
        if isinstance(route, URLPattern):
            yield Route(f"{prefix}{route.name}" if route.name else f"/{route.pattern}", own)
        else:
            yield from list_routes(route, f"{prefix}{route.namespace}:" if route.namespace else prefix, own)
