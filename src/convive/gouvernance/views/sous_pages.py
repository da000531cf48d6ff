"""The pages of the bodies and of their decisions, in the row of links above each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.permissions import can_list_engagements, can_list_instances, can_list_reseau
from convive.gouvernance.views.acces import PAGE, build_contexte_gouvernance
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class SousPage:
    """`vue` takes the espace alone."""

    libelle: str
    vue: str
    icone: str
    is_permis: Callable[[Membre], bool]


SOUS_PAGES = (
    SousPage("Instances", "instance_list", "presentation", can_list_instances),
    SousPage("Décisions", "decision_list", "check", can_list_instances),
    SousPage("Notes pour décider", "note_list", "file-text", can_list_instances),
    SousPage("Engagements", "engagement_list", "users", can_list_engagements),
    SousPage("Réseau", "reseau_detail", "share", can_list_reseau),
)


def build_onglets(membre: Membre, courante: str) -> list[OngletPage]:
    return [
        OngletPage(
            page.libelle,
            reverse(f"gouvernance:{page.vue}", args=[membre.espace_id]),
            page.icone,
            page.vue == courante,
        )
        for page in SOUS_PAGES
        if page.is_permis(membre)
    ]


def build_contexte_sous_page(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows; below the first one, the trail leads back to it."""
    context = build_contexte_gouvernance(request, membre, onglets=build_onglets(membre, courante))
    accueil = reverse("espaces:espace_detail", args=[membre.espace_id])
    instances = ("Instances & décisions", reverse(PAGE, args=[membre.espace_id]))
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, accueil), instances]
    return context | contexte
