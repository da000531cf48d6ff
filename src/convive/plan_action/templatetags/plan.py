"""What the pages of the plan draw: the icon of a status, of a météo."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from convive.plan_action.rules.meteo import ICONES_METEO
from convive.plan_action.rules.plan import LIBELLES_METEO, NiveauMeteo
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, VERBES_STATUTS, Statut
from convive.ui.icones import draw_icone

register = template.Library()

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


@register.simple_tag
def statut_action(statut: str) -> SafeString:
    """An icon and the word: a page may show a hundred of them, hence no template."""
    cle = Statut(statut)
    return format_html(
        '<span class="cv-status cv-status--{}">{}{}</span>',
        cle.value,
        draw_icone(ICONES_STATUTS[cle]),
        LIBELLES_STATUTS[cle],
    )


@register.simple_tag
def meteo_action(niveau: str) -> SafeString:
    """As `statut_action`; without a niveau, the words say that nobody spoke."""
    if not niveau:
        return format_html(
            '<span class="cv-meteo cv-meteo--aucune">{}Pas encore donnée</span>', draw_icone("cloud-off")
        )
    cle = NiveauMeteo(niveau)
    return format_html(
        '<span class="cv-meteo cv-meteo--{}">{}{}</span>', cle.value, draw_icone(ICONES_METEO[cle]), LIBELLES_METEO[cle]
    )


register.simple_tag(draw_icone, name="draw_icone")


@register.filter
def verbe_statut(statut: str) -> str:
    """What one does to bring an action there: « Mettre en pause »."""
    return VERBES_STATUTS[Statut(statut)]
