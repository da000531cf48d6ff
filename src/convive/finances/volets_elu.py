"""What the page of an élu·e says of the money of her commune: where to read it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from convive.finances.permissions import can_list_communes
from convive.plan_action.selectors.elu import Elu
from convive.socle.panneaux import Panneau, panneaux

PAGE_COMMUNE = "plan_action:elu_detail_commune"


def get_contexte_argent(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """The commune that her page shows; nothing is computed here: the page that it leads to does."""
    membre = getattr(request, "membre", None)
    if membre is None or isinstance(objet, Elu) or not objet.commune or not can_list_communes(membre):
        return None
    limites = membre.limites.communes
    if limites and objet.commune not in limites:
        return None
    return {"espace_uuid": membre.espace_id, "commune": objet.commune, "nom": objet.nom_commune}


def record_volets() -> None:
    panneaux.record(
        Panneau(
            "finances_commune",
            PAGE_COMMUNE,
            20,
            "Ce qu’elle paie, ce que la Caf verse",
            "finances/_panneau_commune.html",
            get_contexte_argent,
        )
    )
