"""How the text of a convention shows what is left to write."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from convive.documents.rules.manques import A_COMPLETER

register = template.Library()


@register.filter
def a_completer(texte: str) -> SafeString:
    """The text, escaped, each « [à compléter : …] » marked: it shows without colours too, by its brackets."""
    pieces, done = [], 0
    for found in A_COMPLETER.finditer(texte):
        pieces.append(format_html("{}<mark>{}</mark>", texte[done : found.start()], found[0]))
        done = found.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, texte[done:]]))
