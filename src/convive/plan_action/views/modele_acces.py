"""What the pages of the library share: the links from one to the other, within a plan or without."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre


def build_contexte_modeles(
    request: HttpRequest, membre: Membre, dossier: DossierPlan | None, ctg_uuid: UUID | None, **contexte: Any
) -> dict[str, Any]:
    """`ctg_uuid` is the plan that the address names, if it does: the links keep it."""
    args = [membre.espace_id, *([ctg_uuid] if ctg_uuid else [])]
    url = reverse("plan_action:modele_list", args=args)
    context = build_contexte_arbre(request, membre, "modele_list", dossier, url_modeles=url, **contexte)
    if "modele" in contexte:
        context["fil"].append(("Des modèles", url))
    return context
