"""What this package shows on the home of an espace: what to do now, and its own part of that list."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace, Membre
from convive.espaces.permissions import can_submit_invitation, can_update_membre
from convive.espaces.selectors.invitation import list_invitations
from convive.espaces.selectors.membre import list_fins_de_mandat
from convive.socle.formats import date_longue
from convive.socle.panneaux import Panneau, Place, panneaux
from convive.socle.taches import Tache, Urgence, taches

DELAI_FIN_DE_MANDAT = timedelta(days=60)


def get_contexte_taches(request: HttpRequest, _espace: Espace) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    return {"liste": taches.list_taches(membre, timezone.localdate())} if membre else None


def list_taches(membre: Membre, today: date) -> Iterator[Tache]:
    """Invitations that nobody can answer any more, mandates that end, and an espace where one is alone."""
    if can_submit_invitation(membre):
        yield from _list_taches_invitations(membre)
    if can_update_membre(membre):
        yield from _list_taches_mandats(membre, today)


def _list_taches_invitations(membre: Membre) -> Iterator[Tache]:
    url = reverse("espaces:membre_list", args=[membre.espace_id])
    invitations = list_invitations(membre.espace)
    for invitation in invitations:
        if invitation.is_expiree or invitation.date_envoi is None:
            reason = "Le lien a expiré sans réponse." if invitation.is_expiree else "L’e-mail n’est pas parti."
            yield Tache(
                f"Inviter de nouveau {invitation.email}",
                reason,
                f"{url}#invitations",
                "Voir",
                Urgence.A_FAIRE,
                "mail",
            )
    if not invitations and not membre.espace.membres.exclude(pk=membre.pk).exists():
        yield Tache(
            "Inviter une première personne",
            "Une CTG se tient à plusieurs : vous êtes encore seul·e dans cet espace.",
            f"{url}#inviter",
            "Inviter",
            Urgence.A_FAIRE,
            "users",
        )


def _list_taches_mandats(membre: Membre, today: date) -> Iterator[Tache]:
    for autre in list_fins_de_mandat(membre.espace, today, today + DELAI_FIN_DE_MANDAT):
        dernier_jour = autre.dernier_jour
        yield Tache(
            f"Prévoir la suite du mandat de {autre.compte.nom_affiche}",
            f"{autre.get_role_display()}, jusqu’au {date_longue(dernier_jour) if dernier_jour else ''}.",
            reverse("espaces:membre_update", args=[membre.espace_id, autre.pk]),
            "Prévoir",
            Urgence.BIENTOT,
            "clock",
            dernier_jour,
        )


def record_panneaux() -> None:
    taches.record("espaces", list_taches)
    panneaux.record(
        Panneau(
            cle="espaces_taches",
            page="espaces:espace_detail",
            ordre=10,
            titre="À faire maintenant",
            template="espaces/_panneau_taches.html",
            get_contexte=get_contexte_taches,
            place=Place.GAUCHE,
        )
    )
