"""What the pages between peers of `formation` show, below « Où j’en suis »."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.sous_pages import build_onglets
from convive.prise_poste.views.rubrique import ACCUEIL, ONGLETS, PARCOURS


def build_contexte_poste(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """`peut_ecrire` tells that the espace is still open."""
    context = build_contexte(request, membre, PARCOURS, peut_ecrire=not membre.espace.is_expire, **contexte)
    context["onglets"] = build_onglets(ONGLETS, membre, f"prise_poste:{courante}")
    args = [membre.espace_id]
    context["fil"] = [
        context["fil"][0],
        (membre.espace.nom, reverse(ACCUEIL, args=args)),
        ("Prise de poste", reverse(PARCOURS, args=args)),
    ]
    return context
