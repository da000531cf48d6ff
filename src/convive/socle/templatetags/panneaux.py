"""The tag of panels: `{% load panneaux %}{% render_panneaux "espaces:espace_detail" espace %}`."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from convive.socle.memoire import Memoire
from convive.socle.panneaux import Panneau, Place, panneaux

register = template.Library()
Rendu = tuple[Place, SafeString]


@register.simple_tag(takes_context=True)
def render_panneaux(context: template.Context, page: str, objet: Any) -> SafeString:
    """The panels recorded for `page`, in order; each template also receives `panneau` and `objet`.

    A page that caches its panels has put their memory in `request.memoire`.
    """
    request = context["request"]
    memoire: Memoire | None = getattr(request, "memoire", None)
    rendus: list[Rendu] = []
    for panneau in panneaux.get_for_page(page):
        if memoire is None or panneau.is_vivant:
            html = _render(panneau, request, objet)
        else:
            html = memoire.get(f"panneau:{panneau.cle}", partial(_render, panneau, request, objet))
        if html is not None:
            rendus.append((panneau.place, html))
    rows = groupby(rendus, key=lambda rendu: rendu[0] is Place.PLEINE)
    return _join(_join(html for _, html in row) if is_pleine else _build_colonnes(list(row)) for is_pleine, row in rows)


def _render(panneau: Panneau, request: HttpRequest, objet: Any) -> SafeString | None:
    contexte = panneau.get_contexte(request, objet)
    if contexte is None:
        return None
    return render_to_string(panneau.template, {"panneau": panneau, "objet": objet, **contexte}, request)


def _build_colonnes(rendus: list[Rendu]) -> SafeString:
    colonnes = [[html for place, html in rendus if place is cote] for cote in (Place.GAUCHE, Place.DROITE)]
    blocs = format_html_join(
        "", '<div class="cv-stack">{}</div>', [(_join(colonne),) for colonne in colonnes if colonne]
    )
    return format_html('<div class="cv-grid cv-grid--main">{}</div>', blocs)


def _join(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - each piece was escaped by its template
