"""What the pages of decisions draw: the icon and the word of where one is."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from convive.gouvernance.models import Decision
from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.engagements import NON_DIT, EtatEngagement
from convive.gouvernance.selectors.decisions_liees import DecisionLiee
from convive.socle.formats import date_longue
from convive.ui.icones import draw_icone

register = template.Library()

ICONES_STATUTS = {
    StatutDecision.A_FAIRE: "circle-dashed",
    StatutDecision.EN_COURS: "circle-half-2",
    StatutDecision.FAITE: "circle-check",
    StatutDecision.REPORTEE: "calendar-time",
    StatutDecision.CADUQUE: "circle-x",
}
ICONES_ETATS = {
    EtatEngagement.TENU: "circle-check",
    EtatEngagement.EN_COURS: "circle-half-2",
    EtatEngagement.PAS_ENCORE: "clock",
    EtatEngagement.SANS_OBJET: "circle-x",
}
# Drawn as the statuses of actions are: the same words mean the same thing.
CLASSES = {"a_faire": "a_preparer", "caduque": "abandonnee", "sans_objet": "abandonnee", "pas_encore": "a_preparer"}


def _draw(cle: str, icone: str, libelle: str) -> SafeString:
    return format_html(
        '<span class="cv-status cv-status--{}">{}{}</span>', CLASSES.get(cle, cle), draw_icone(icone), libelle
    )


@register.simple_tag
def statut_decision(statut: str) -> SafeString:
    """An icon and the word: a page may show a hundred of them, hence no template."""
    cle = StatutDecision(statut)
    return _draw(cle.value, ICONES_STATUTS[cle], cle.libelle)


@register.simple_tag
def etat_decision(decision: Decision | DecisionLiee) -> SafeString:
    """Its status; until when the members are asked, as long as nothing is decided."""
    if not decision.is_proposee or decision.consultation_fin is None:
        return statut_decision(decision.statut)
    jour = date_longue(decision.consultation_fin)
    dit = f"vote jusqu’au {jour}" if decision.is_vote_ouvert else f"vote fini le {jour}, à arrêter"
    return _draw("a_preparer", "clock", f"Proposée, {dit}")


@register.simple_tag
def etat_engagement(etat: str) -> SafeString:
    """As `statut_decision`; an empty state says that nobody spoke."""
    if not etat:
        return _draw("pas_encore", "circle-dashed", NON_DIT.capitalize())
    cle = EtatEngagement(etat)
    return _draw(cle.value, ICONES_ETATS[cle], cle.libelle)
