"""The routes of the project, each with the names of what its address takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

ESPACE = "espace_uuid"


@dataclass(frozen=True, slots=True)
class Route:
    """`page` is « package:name »; a name may have several routes, with and without an identifier."""

    page: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}({', '.join(nom for nom in self.arguments if nom != ESPACE)})"

    @property
    def paquet(self) -> str:
        return self.page.partition(":")[0]

    @property
    def is_d_un_espace(self) -> bool:
        """The public pages of a training body name its espace, and ask nobody to log in."""
        return ESPACE in self.arguments

    def get_url(self, objets: Mapping[str, Any]) -> str:
        """The address, for objects named « page.argument », « package:argument », or by the argument alone."""
        return reverse(self.page, kwargs={nom: objets[self.get_cle(nom, objets)] for nom in self.arguments})

    def get_cle(self, nom: str, objets: Mapping[str, Any]) -> str:
        for cle in (f"{self.page}.{nom}", f"{self.paquet}:{nom}", nom):
            if cle in objets:
                return cle
        raise LookupError(f"{self} : dire dans tests/contrat/objets.py ce que vaut « {nom} ».")


def list_routes(resolver: Any = None, prefix: str = "", arguments: tuple[str, ...] = ()) -> Iterator[Route]:
    """A route without a name is named by its path, so that it cannot hide."""
    for route in (resolver or get_resolver()).url_patterns:
        own = (*arguments, *route.pattern.converters)
        if isinstance(route, URLPattern):
            yield Route(f"{prefix}{route.name}" if route.name else f"/{route.pattern}", own)
        else:
            yield from list_routes(route, f"{prefix}{route.namespace}:" if route.namespace else prefix, own)
