"""The routes of a package: those that its modules of views declare beside their functions."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern


def list_urls(paquet: str) -> list[URLPattern]:
    """Of « acteurs »: for each module of its `views`, in the order of their names, `urls` when it says them all itself,
    else those of its `pages`. A module with neither serves the others."""
    views = import_module(f"convive.{paquet}.views")
    modules = [import_module(f"{views.__name__}.{module.name}") for module in iter_modules(views.__path__)]
    routes: list[URLPattern] = []
    for module in modules:
        pages = getattr(module, "pages", None)
        routes += getattr(module, "urls", pages.urls if pages else [])
    return routes
