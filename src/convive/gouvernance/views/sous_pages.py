"""The pages of the bodies and of their decisions, in the row of links above each of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.sous_pages import SousPage, build_onglets
from convive.gouvernance.permissions import can_list_engagements, can_list_instances, can_list_reseau
from convive.gouvernance.views.acces import PAGE, build_contexte_gouvernance

SOUS_PAGES = (
    SousPage("Instances", "gouvernance:instance_list", "presentation", can_list_instances),
    SousPage("Décisions", "gouvernance:decision_list", "check", can_list_instances),
    SousPage("Notes pour décider", "gouvernance:note_list", "file-text", can_list_instances),
    SousPage("Engagements", "gouvernance:engagement_list", "users", can_list_engagements),
    SousPage("Réseau", "gouvernance:reseau_detail", "share", can_list_reseau),
)


def build_contexte_sous_page(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows; below the first one, the trail leads back to it."""
    context = build_contexte_gouvernance(
        request, membre, onglets=build_onglets(SOUS_PAGES, membre, f"gouvernance:{courante}")
    )
    accueil = reverse("espaces:espace_detail", args=[membre.espace_id])
    instances = ("Instances & décisions", reverse(PAGE, args=[membre.espace_id]))
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, accueil), instances]
    return context | contexte
