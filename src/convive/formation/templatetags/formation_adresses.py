"""The short address of a page that the course cites, as paper writes it."""

from django import template
from django.conf import settings
from django.urls import reverse

from convive.formation.selectors.adresses_courtes import get_adresses_courtes

register = template.Library()


@register.filter
def adresse_courte(url: str) -> str:
    """« convive.exemple.fr/r/eaje »; empty for a page of which we have no code."""
    adresse = get_adresses_courtes().by_url.get(url)
    if adresse is None:
        return ""
    base = str(settings.URL_PUBLIQUE).partition("://")[2]
    return f"{base}{reverse('formation:adresse_courte_export', args=[adresse.code])}"
