"""What an exchange may speak of: the packages above say which of their objects one chooses, and where it is read.

    record_sujet("fiche_action", "Une action du plan", list_choix, page="plan_action:fiche_action_detail")

It stands beside the layers, since it puts a panel together from what the selectors read.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from convive.acteurs.lecture import build_echanges
from convive.acteurs.permissions import can_list_echanges_acteurs
from convive.acteurs.selectors.echange import list_echanges_sujet
from convive.acteurs.selectors.sujet import SujetEchange, sujets
from convive.espaces.models import Membre
from convive.socle.objets import objets
from convive.socle.panneaux import Panneau, panneaux

TEMPLATE = "acteurs/_panneau_echanges_acteurs.html"
ORDRE = 850


def get_contexte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """What was said with the actors about this object; None when nothing was."""
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges_acteurs(membre):
        return None
    rows = list_echanges_sujet(membre, objets.get_reference(objet))
    return {"echanges": build_echanges(membre, rows), "espace": membre.espace} if rows else None


def record_sujet(cle: str, libelle: str, list_choix: Callable[[Membre], Iterable[tuple[UUID, str]]], page: str) -> None:
    """`list_choix(membre)` gives what the place may choose, in order; `page` is where the panel stands."""
    sujets.record(SujetEchange(cle, libelle, list_choix))
    panneaux.record(Panneau(f"echanges_acteurs_{cle}", page, ORDRE, "Appels et rencontres", TEMPLATE, get_contexte))
