"""The tag of panels: `{% load panneaux %}{% render_panneaux "espaces:espace_detail" espace %}`."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from convive.socle.panneaux import panneaux

register = template.Library()


@register.simple_tag(takes_context=True)
def render_panneaux(context: template.Context, page: str, objet: Any) -> SafeString:
    """The panels recorded for `page`, one after the other; each template also receives `panneau` and `objet`."""
    request = context["request"]
    rendered = []
    for panneau in panneaux.get_for_page(page):
        contexte = panneau.get_contexte(request, objet)
        if contexte is not None:
            rendered.append(
                render_to_string(panneau.template, {"panneau": panneau, "objet": objet, **contexte}, request)
            )
    # Each piece was escaped by its own template.
    return mark_safe("".join(rendered))  # noqa: S308
