"""The icons of a page, drawn without a template: there are twenty on an ordinary page, and hundreds on a long one."""

from functools import lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.template.base import Node
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_cotton.templatetags import UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, PreparedAttr

from convive.ui.rules import ComposantIncomplet

NOM = "icone"


@lru_cache(maxsize=512)
def draw_icone(nom: str) -> SafeString:
    """What `<c-icone nom="…" />` draws; its file, `composants/icone.html`, says when to use it."""
    return format_html(
        '<svg class="cv-ico" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("ui/dist/icones.svg"),
        nom,
    )


def _forget(**_: Any) -> None:
    draw_icone.cache_clear()


# The address of the icons depends on how static files are served, which tests change.
setting_changed.connect(_forget)


class IconeNode(Node):
    """The tag of an icon, compiled with its page."""

    def __init__(self, attr: PreparedAttr) -> None:
        self._attr = attr

    def render(self, context: Context) -> SafeString:
        nom = self._resolve(context)
        if nom in (None, "", True):
            raise ComposantIncomplet(f"<c-{NOM}> : il manque nom.")
        return draw_icone(str(nom))

    def _resolve(self, context: Context) -> Any:
        attr = self._attr
        if attr.compiled is None:
            return attr.value
        if attr.kind == AttrKind.ESCAPED:
            return attr.compiled.render(context)
        try:
            return attr.compiled.resolve(context)
        except UnprocessableDynamicAttr:
            return "" if attr.kind == AttrKind.DYNAMIC else attr.value


def simplify_icone(node: Any) -> Any:
    """The node of an icon with its name and nothing else; that of any other component as it is."""
    attrs = node._prepared_attrs
    if node.component_name == NOM and [attr.key for attr in attrs] == ["nom"] and not node.nodelist:
        return IconeNode(attrs[0])
    return node
