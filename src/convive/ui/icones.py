"""An icon drawn by code, for a tag or a filter that writes its HTML without a template."""

from functools import lru_cache
from typing import Any

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


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
