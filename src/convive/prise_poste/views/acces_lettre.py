"""What the pages of a lettre de mission share: which one, which of its objectives."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.prise_poste.models import ObjectifMission
from convive.prise_poste.selectors.lettre import LettreLue, get_lettre
from convive.prise_poste.views.sous_pages import build_contexte_poste


def get_lettre_or_404(membre: Membre, uuid: UUID) -> LettreLue:
    lue = get_lettre(membre, uuid)
    if lue is None:
        raise Http404("Cette lettre n’est pas ici, ou ne vous est pas ouverte.")
    return lue


def get_objectif_or_404(lue: LettreLue, uuid: UUID | None) -> ObjectifMission | None:
    """None for a new one."""
    if uuid is None:
        return None
    objectif = next((row for row in lue.objectifs if row.pk == uuid), None)
    if objectif is None:
        raise Http404("Cet objectif n’est pas dans cette lettre.")
    objectif.lettre = lue.lettre
    return objectif


def build_contexte_lettre(request: HttpRequest, membre: Membre, lue: LettreLue, **contexte: Any) -> dict[str, Any]:
    context = build_contexte_poste(request, membre, "lettre_list", lue=lue, lettre=lue.lettre, **contexte)
    context["fil"] = [
        *context["fil"],
        ("Lettres de mission", reverse("prise_poste:lettre_list", args=[membre.espace_id])),
    ]
    return context
