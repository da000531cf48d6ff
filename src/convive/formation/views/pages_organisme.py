"""The pages of a training body, in the row of links above each of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import SousPage, build_onglets
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser

PAGE = "formation:session_list"
TITRE = "Formation"
SOUS_PAGES = (
    SousPage("Sessions", "formation:session_list", "calendar-event", can_lire_formation),
    SousPage("Programmes", "formation:programme_list", "notebook", can_lire_formation),
    SousPage("Entre pairs", "formation:question_list", "message-circle", can_animer),
    SousPage("Demandes", "formation:demande_list", "message", can_organiser),
    SousPage("Qualité", "formation:qualite_detail", "shield", can_lire_formation),
    SousPage("Réglages", "formation:organisme_update", "settings", can_organiser),
)


def build_contexte_organisme(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows. `peut_organiser` and `peut_animer` tell what this place may do today."""
    ouvert = not membre.espace.is_expire
    context = build_contexte(
        request,
        membre,
        PAGE,
        peut_organiser=ouvert and can_organiser(membre),
        peut_animer=ouvert and can_animer(membre),
        **contexte,
    )
    context["onglets"] = build_onglets(SOUS_PAGES, membre, f"formation:{courante}")
    args = [membre.espace_id]
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args))]
    if f"formation:{courante}" != PAGE:
        context["fil"].append((TITRE, reverse(PAGE, args=args)))
    return context
