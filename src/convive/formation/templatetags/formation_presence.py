"""Tags for attendance pages: an icon with a label, minutes as hours, the stroke of a signature."""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from convive.formation.models import Emargement
from convive.formation.rules.formation import format_minutes
from convive.formation.rules.presence import Presence
from convive.ui.icones import draw_icone

register = template.Library()
ICONES = {Presence.INCONNUE: "circle-dashed", Presence.PRESENT: "circle-check", Presence.ABSENT: "circle-x"}
# The same style as the statuses of fiches-action.
CLASSES = {Presence.INCONNUE: "a_preparer", Presence.PRESENT: "faite", Presence.ABSENT: "abandonnee"}


@register.filter
def minutes(value: int) -> str:
    """« 3 h 30 »."""
    return format_minutes(value)


@register.simple_tag
def presence_dite(emargement: Emargement) -> SafeString:
    """An icon and a label, with details. Built without a template, because a table may have three hundred of them."""
    cle = Presence(emargement.presence)
    details = [
        (detail,)
        for detail in (
            f"retard de {format_minutes(emargement.retard_minutes)}" if emargement.retard_minutes else "",
            f"parti·e {format_minutes(emargement.depart_minutes)} avant" if emargement.depart_minutes else "",
            emargement.motif,
            explain_signature(emargement),
        )
        if detail
    ]
    return format_html(
        '<span class="cv-status cv-status--{}">{}{}</span>{}',
        CLASSES[cle],
        draw_icone(ICONES[cle]),
        get_libelle(emargement),
        format_html_join("", '<span class="cv-block cv-meta">{}</span>', details),
    )


def get_libelle(emargement: Emargement) -> str:
    """The label; for a demi-journée to come, presence is not missing yet."""
    if emargement.presence == Presence.INCONNUE and emargement.demi_journee.date > timezone.localdate():
        return "À venir"
    return Presence(emargement.presence).libelle


@register.filter
def explain_signature(emargement: Emargement) -> str:
    """« a signé à 9 h 02 sur la tablette »; « sans signature » for someone present who has not signed."""
    if emargement.signe_le is None:
        return "sans signature" if emargement.presence == Presence.PRESENT else ""
    heure = timezone.localtime(emargement.signe_le)
    texte = f"a signé à {heure.hour}\u00a0h\u00a0{heure.minute:02} {emargement.get_moyen_display()}"
    if emargement.moyen == "papier":
        texte = "a signé la feuille"
    return f"{texte}, reçue plus tard" if emargement.is_recu_apres else texte


@register.simple_tag
def signature_tracee(emargement: Emargement) -> SafeString:
    """The stroke as it was drawn; a typed name is shown by the page itself."""
    if not emargement.trace:
        return SafeString("")
    return format_html(
        '<svg class="cv-signature" viewBox="0 0 600 200" role="img" aria-label="Signature de {}"><path d="{}"/></svg>',
        str(emargement),
        emargement.trace,
    )
