"""The tag for a row that can be discussed: `{% load echanges %}{% echanges_de point %}`, a link with a count."""

from typing import Any
from uuid import UUID

from django import template
from django.db import models
from django.template.loader import render_to_string

from convive.echanges.panneau import TEMPLATE, get_contexte, get_url_echanges
from convive.echanges.permissions import can_create_commentaire, can_list_echanges
from convive.echanges.selectors.discussion import count_discussions, get_objet_resolu
from convive.espaces.models import Membre

register = template.Library()


@register.inclusion_tag("echanges/_lien_echanges.html", takes_context=True)
def echanges_de(context: template.Context, objet: models.Model) -> dict[str, Any]:
    """A link to the discussions about a row, for people who may read them; one query per type and page."""
    request = context["request"]
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges(membre):
        return {"url": ""}
    resolu = get_objet_resolu(objet)
    nombre = _get_comptes(request, membre, resolu.reference.objet_type).get(resolu.reference.objet_uuid, 0)
    can_ecrire = can_create_commentaire(membre) and not membre.espace.is_expire
    url = get_url_echanges(membre, resolu) if nombre or can_ecrire else ""
    return {"url": url, "nombre": nombre, "libelle": resolu.libelle}


@register.simple_tag(takes_context=True)
def panneau_echanges(context: template.Context, objet: models.Model) -> str:
    """What is said of the object of the page, at the place that this page chooses."""
    contexte = get_contexte(context["request"], objet)
    return render_to_string(TEMPLATE, dict(contexte), context["request"]) if contexte else ""


def _get_comptes(request: Any, membre: Membre, objet_type: str) -> dict[UUID, int]:
    gardes: dict[str, dict[UUID, int]] = request.__dict__.setdefault("comptes_echanges", {})
    if objet_type not in gardes:
        gardes[objet_type] = count_discussions(membre, objet_type)
    return gardes[objet_type]
