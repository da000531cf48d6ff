"""The tag for a row that can be discussed: `{% load echanges %}{% echanges_de point %}`, a link with a count."""

from typing import Any
from uuid import UUID

from django import template
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html

from convive.echanges.panneau import TEMPLATE_COMPTE, get_contexte_compte, get_url_echanges
from convive.echanges.permissions import can_create_commentaire, can_list_echanges
from convive.echanges.selectors.discussion import count_discussions
from convive.espaces.models import Membre
from convive.socle.formats import nombre_accorde
from convive.socle.objets import objets
from convive.ui.icones import draw_icone

register = template.Library()


@register.simple_tag(takes_context=True)
def echanges_de(context: template.Context, objet: models.Model) -> str:
    """A link to the discussions about a row, for people who may read them; one query per type and page. A page may draw
    a hundred of them, hence no template."""
    request = context["request"]
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges(membre):
        return ""
    reference = objets.get_reference(objet)
    nombre = _get_comptes(request, membre, reference.objet_type).get(reference.objet_uuid, 0)
    if not nombre and (membre.espace.is_expire or not can_create_commentaire(membre)):
        return ""
    return format_html(
        '<a class="cv-talklink" href="{}" title="Échanges">{}{}<span class="cv-hide">{}\u00a0: {}</span></a>',
        get_url_echanges(membre, reference),
        draw_icone("message-circle"),
        format_html('<b aria-hidden="true">{}</b>', nombre) if nombre else "",
        nombre_accorde(nombre, "discussion ouverte", "discussions ouvertes") if nombre else "Échanger",
        objet,
    )


@register.simple_tag(takes_context=True)
def compte_echanges(context: template.Context, objet: models.Model) -> str:
    """How much is said of the object of the page, at the place that this page chooses."""
    contexte = get_contexte_compte(context["request"], objet)
    return render_to_string(TEMPLATE_COMPTE, dict(contexte), context["request"]) if contexte else ""


def _get_comptes(request: Any, membre: Membre, objet_type: str) -> dict[UUID, int]:
    gardes: dict[str, dict[UUID, int]] = request.__dict__.setdefault("comptes_echanges", {})
    if objet_type not in gardes:
        gardes[objet_type] = count_discussions(membre, objet_type)
    return gardes[objet_type]
