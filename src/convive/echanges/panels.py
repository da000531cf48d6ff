"""The panels of this package on the home of an espace: recent changes, and requests for advice."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from convive.echanges.permissions import can_create_commentaire, can_list_echanges
from convive.echanges.rules import get_jour_relatif
from convive.echanges.selectors.demande import list_demandes
from convive.echanges.selectors.mouvement import list_mouvements
from convive.espaces.models import Espace, Membre
from convive.socle.objets import objets
from convive.socle.panneaux import Panneau, Place, panneaux
from convive.socle.taches import Tache, Urgence, taches


def get_contexte_mouvements(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges(membre):
        return None
    return {"mouvements": list_mouvements(membre, timezone.localdate())}


def list_taches(membre: Membre, today: date) -> Iterator[Tache]:
    """The discussions where this person's advice is awaited, as tasks."""
    if not can_create_commentaire(membre):
        return
    get_url = objets.get("discussion").get_url
    for demande in list_demandes(membre):
        jour = get_jour_relatif(timezone.localdate(demande.commentaire.publie_le), today)
        marque = "Interne. " if demande.discussion.is_interne else ""
        yield Tache(
            f"Répondre à {demande.commentaire.auteur_nom}",
            f"{marque}Votre avis est demandé sur « {demande.objet.libelle} » ({jour}).",
            get_url(demande.discussion),
            "Répondre",
            Urgence.A_FAIRE,
            "message-circle",
        )


def record_panneaux() -> None:
    taches.record("echanges", list_taches)
    panneaux.record(
        Panneau(
            cle="echanges_mouvements",
            page="espaces:espace_detail",
            ordre=20,
            titre="Ce qui a bougé",
            template="echanges/_panneau_bouge.html",
            get_contexte=get_contexte_mouvements,
            place=Place.DROITE,
            is_vivant=False,
        )
    )
