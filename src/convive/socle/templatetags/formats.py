"""Template filters over `socle.formats`, declared as builtins of the engine: no template needs to load them."""

import re
from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from convive.socle import formats
from convive.socle.adresses import get_adresse_web

register = template.Library()


@register.filter
def adresse_web(value: str) -> str:
    """For every URL that somebody typed: `href="{{ organisation.site|adresse_web }}"`."""
    return get_adresse_web(value)


@register.filter
def nombre(value: formats.Nombre, decimales: int | None = None) -> str:
    return formats.nombre(value, decimales)


@register.filter
def nombre_signe(value: formats.Nombre, decimales: int | None = None) -> str:
    return formats.nombre_signe(value, decimales)


@register.filter
def pourcentage(value: formats.Nombre, decimales: int | None = None) -> str:
    return formats.pourcentage(value, decimales)


@register.filter
def euros(value: formats.Nombre, decimales: int | None = None) -> str:
    return formats.euros(value, decimales)


@register.filter(expects_localtime=True)
def date_longue(value: date) -> str:
    return formats.date_longue(value)


@register.filter
def pluriel(value: formats.Nombre, noms: str) -> str:
    """`{{ n|pluriel:"place" }}`, or both forms: `{{ n|pluriel:"travail,travaux" }}`."""
    singulier, _, pluriels = noms.partition(",")
    return formats.pluriel(value, singulier, pluriels or None)


@register.filter
def nombre_accorde(value: formats.Nombre, noms: str) -> str:
    """`{{ n|nombre_accorde:"commune" }}` → « 35 communes »."""
    singulier, _, pluriels = noms.partition(",")
    return formats.nombre_accorde(value, singulier, pluriels or None)


@register.filter
def source_datee(source: str, millesime: object) -> str:
    """`{{ chiffre.source|source_datee:chiffre.millesime }}` → « Insee, 2022 »; the year is said once."""
    return formats.source_datee(source, millesime)


@register.filter
def taille(octets: int) -> str:
    return formats.taille(octets)


@register.filter
def ordinal(value: int, genre: str = "masculin") -> str:
    return formats.ordinal(value, feminin=genre == "feminin")


@register.filter
def duree_minutes(minutes: int) -> str:
    return formats.duree_minutes(minutes)


@register.filter(is_safe=True)
def insecables(texte: str) -> str:
    return formats.insecables(texte)


@register.filter
def liste_fr(items: Iterable[object], mot: str = "et") -> str:
    return formats.liste_fr([str(item) for item in items], mot)


@register.filter
def periode(debut: date, fin: date) -> str:
    return formats.periode(debut, fin)


@register.filter
def avec_de(nom: object) -> str:
    return formats.avec_de(str(nom))


@register.filter
def avec_a(nom: str) -> str:
    return formats.avec_a(nom)


@register.filter
def adresse_coupable(adresse: str) -> SafeString:
    """An e-mail address that a narrow column may cut, but only around its « @ » and its dots."""
    return mark_safe(re.sub(r"(@|\.)", r"<wbr>\1", escape(adresse)))  # noqa: S308 - escaped just before
