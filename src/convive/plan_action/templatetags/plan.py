"""What the pages of the plan draw: the icon of a status, of a météo."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from convive.plan_action.rules.meteo import ICONES_METEO
from convive.plan_action.rules.plan import NiveauMeteo
from convive.plan_action.rules.sections import Section
from convive.plan_action.rules.statuts import VERBES_STATUTS, Statut
from convive.socle.formats import insecables
from convive.ui.icones import draw_icone

register = template.Library()
AUTOFOCUS = mark_safe(" autofocus")  # a constant of ours

ICONES_STATUTS = {
    Statut.A_PREPARER: "circle-dashed",
    Statut.VALIDEE: "circle-check",
    Statut.EN_COURS: "circle-half-2",
    Statut.EN_PAUSE: "player-pause",
    Statut.BLOQUEE: "hand-stop",
    Statut.REALISEE: "check",
    Statut.PERENNISEE: "infinity",
    Statut.REPORTEE: "calendar-time",
    Statut.ABANDONNEE: "circle-x",
}


ICONES_THEMATIQUES = {
    "petite enfance": "baby-carriage",
    "enfance": "school",
    "jeunesse": "run",
    "parentalité": "friends",
    "animation de la vie sociale": "users-group",
    "vie sociale": "users-group",
    "accès aux droits": "key",
    "inclusion numérique": "device-laptop",
    "numérique": "device-laptop",
    "logement et cadre de vie": "home",
    "logement": "home",
    "handicap": "disabled",
    "accompagnement social": "heart-handshake",
}
"""Those of common use; an espace names its own, which have a bookmark."""


@register.simple_tag
def themes(noms: Iterable[str]) -> SafeString:
    """The thématiques of an action, each with its icon and its word."""
    return format_html('<span class="cv-themes-action">{}</span>', mark_safe("".join(map(_draw_theme, noms))))  # noqa: S308 - each is escaped


@lru_cache(maxsize=256)
def _draw_theme(nom: str) -> SafeString:
    icone = ICONES_THEMATIQUES.get(nom.lower(), "bookmark")
    return format_html('<span class="cv-theme">{}{}</span>', draw_icone(icone), nom)


@register.simple_tag
def statut_action(statut: str) -> SafeString:
    """An icon and the word: a page may show a hundred of them, hence no template."""
    cle = Statut(statut)
    return _draw("status", cle.value, draw_icone(ICONES_STATUTS[cle]), cle.libelle)


@register.simple_tag
def meteo_action(niveau: str) -> SafeString:
    """As `statut_action`; without a niveau, the words say that nobody spoke."""
    if not niveau:
        return _draw("meteo", "aucune", draw_icone("cloud-off"), "Pas encore donnée")
    cle = NiveauMeteo(niveau)
    return _draw("meteo", cle.value, draw_icone(ICONES_METEO[cle]), cle.libelle)


@register.simple_tag
def meteo_comptee(niveau: str, nombre: int) -> SafeString:
    """The icon and how many actions have it; the word is said to who does not see the icon."""
    libelle = NiveauMeteo(niveau).libelle.lower() if niveau else "météo pas encore donnée"
    mot = f"{'action' if nombre == 1 else 'actions'}, {libelle}"
    return format_html(
        '<span class="cv-meteo cv-meteo--{}" title="{}">{}{}<span class="cv-hide"> {}</span></span>',
        niveau or "aucune",
        f"{nombre} {mot}",
        draw_icone(ICONES_METEO[NiveauMeteo(niveau)] if niveau else "cloud-off"),
        nombre,
        mot,
    )


@lru_cache(maxsize=64)
def _draw(sorte: str, cle: str, icone: SafeString, libelle: str) -> SafeString:
    return format_html('<span class="cv-{0} cv-{0}--{1}">{2}{3}</span>', sorte, cle, icone, libelle)


register.simple_tag(draw_icone, name="draw_icone")


@register.filter
def verbe_statut(statut: str) -> str:
    """What one does to bring an action there: « Mettre en pause »."""
    return VERBES_STATUTS[Statut(statut)]


@register.simple_tag
@lru_cache(maxsize=64)
def tete_rubrique(section: Section) -> SafeString:
    """The heading of a section of a sheet."""
    return format_html('<h3 id="titre-{}">{}</h3>', section.cle, section.titre)


@register.simple_tag(takes_context=True)
def lien_modifier(context: template.Context, page: Any, section: Section) -> SafeString | str:
    """The link that opens a section to write it; nothing for whoever only reads. `page`: `selectors.page_fiche`;
    `focus` of the context is the section that was just left."""
    if not page.peut_ecrire:
        return ""
    focus = AUTOFOCUS if context.get("focus") == section.cle else ""
    return format_html(
        '<a class="cv-edit" href="{0}?section={1}#section-{1}" hx-get="{0}?section={1}" hx-target="#section-{1}" '
        'hx-swap="outerHTML"{2}>{3}Modifier<span class="cv-hide">\u00a0: {4}</span></a>',
        *(page.url, section.cle, focus, draw_icone("edit"), section.titre),
    )


@register.filter
@lru_cache(maxsize=64)
def phrase_vide(section: Section) -> SafeString:
    """What teaches what goes in an empty section."""
    return format_html('<p class="cv-meta">{}</p>', insecables(section.vide))
