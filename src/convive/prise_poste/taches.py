"""What a new post asks on the home of an espace."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from convive.espaces.models import Membre, Role
from convive.prise_poste.permissions import can_follow_parcours
from convive.prise_poste.rules.parcours import DUREE_JOURS, compute_jour
from convive.prise_poste.selectors.parcours import get_prise, read_premiere_etape
from convive.socle.taches import Tache, Urgence, taches


def list_taches_poste(membre: Membre, today: date) -> Iterator[Tache]:
    """Only for the person herself; nothing is ever late. One query without a path, three with one."""
    if not can_follow_parcours(membre) or membre.espace.is_expire:
        return
    prise = get_prise(membre)
    if prise is None:
        is_arrivee = membre.role == Role.CHARGE_COOPERATION and today - membre.date_debut < timedelta(days=DUREE_JOURS)
        if is_arrivee:
            yield Tache(
                "Commencer vos cent premiers jours",
                "Des étapes datées à partir de votre premier jour, à déplacer ou à écarter. Vous seul·e les voyez.",
                reverse("prise_poste:parcours_detail", args=[membre.espace_id]),
                "Commencer mon parcours",
                Urgence.A_FAIRE,
                "run",
            )
        return
    # The proofs of a path are the dearest reading of a home: only for those whose hundred days are running.
    jour = compute_jour(prise.date_debut, today)
    if not 1 <= jour <= DUREE_JOURS:
        return
    if (ligne := read_premiere_etape(membre, prise, today)) is not None:
        phrase = ligne.phrase or ligne.etape.objectif
        yield Tache(
            ligne.etape.titre,
            f"Jour {jour} de votre prise de poste. {phrase}",
            reverse("prise_poste:etape_detail", args=[membre.espace_id, ligne.etape.cle]),
            "Voir l’étape",
            Urgence.A_FAIRE,
            "run",
            ligne.fin,
        )


def record_taches() -> None:
    taches.record("prise_poste", list_taches_poste)
