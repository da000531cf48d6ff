"""The pages of a new post, in the row of links above each of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import SousPage, build_onglets
from convive.prise_poste.permissions import (
    can_follow_parcours,
    can_get_raci,
    can_list_lettres,
    can_list_partages,
    can_remplir_outils,
    can_update_passation,
    can_update_rapport,
)

PAGE = "prise_poste:parcours_detail"
TITRE = "Prise de poste"


SOUS_PAGES = (
    SousPage("Mes cent jours", "prise_poste:parcours_detail", "calendar-event", can_follow_parcours),
    SousPage("Où j’en suis", "prise_poste:auto_evaluation_list", "chart-line", can_follow_parcours),
    SousPage("Lettres de mission", "prise_poste:lettre_list", "file-text", can_list_lettres),
    SousPage("Qui fait quoi", "prise_poste:raci_detail", "users", can_get_raci),
    SousPage("Rapport d’activité", "prise_poste:rapport_detail", "report", can_update_rapport),
    SousPage("Outils", "prise_poste:outil_list", "template", can_remplir_outils),
    SousPage("Passation", "prise_poste:passation_detail", "arrow-right", can_update_passation),
    SousPage("Ce que l’on partage", "prise_poste:parcours_list", "share", can_list_partages),
)


def build_contexte_poste(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows; `peut_ecrire` tells that the espace is still open."""
    page = PAGE if can_follow_parcours(membre) else f"prise_poste:{courante}"
    context = build_contexte(request, membre, page, peut_ecrire=not membre.espace.is_expire, **contexte)
    context["onglets"] = build_onglets(SOUS_PAGES, membre, f"prise_poste:{courante}")
    args = [membre.espace_id]
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args))]
    # Who only reads who does what has no path to go back to.
    if can_follow_parcours(membre):
        context["fil"].append((TITRE, reverse(PAGE, args=args)))
    return context
