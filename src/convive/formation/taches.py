"""What a new post asks on the home of an espace: to begin the path, then its next step."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from convive.espaces.models import Membre, Role
from convive.formation.permissions import can_follow_parcours, can_organiser
from convive.formation.rules.parcours import DUREE_JOURS
from convive.formation.selectors.demande import count_a_lire
from convive.formation.selectors.parcours import get_prise, read_prise
from convive.socle.formats import nombre_accorde
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
                "Des pas datés à partir de votre premier jour, à déplacer ou à écarter. Vous seul·e les voyez.",
                reverse("formation:parcours_detail", args=[membre.espace_id]),
                "Commencer mon parcours",
                Urgence.A_FAIRE,
                "run",
            )
        return
    parcours = read_prise(membre, prise, today)
    if 1 <= parcours.jour <= DUREE_JOURS and parcours.aujourdhui:
        ligne = parcours.aujourdhui[0]
        phrase = ligne.phrase or ligne.etape.objectif
        yield Tache(
            ligne.etape.titre,
            f"Jour {parcours.jour} de votre prise de poste. {phrase}",
            reverse("formation:etape_detail", args=[membre.espace_id, ligne.etape.cle]),
            "Voir l’étape",
            Urgence.A_FAIRE,
            "run",
            ligne.fin,
        )


def list_taches_demandes(membre: Membre, _today: date) -> Iterator[Tache]:
    """The requests that nobody read yet, for who organises in a training body; one query."""
    if not can_organiser(membre) or membre.espace.is_expire:
        return
    if nombre := count_a_lire(membre.espace_id):
        yield Tache(
            f"Lire {nombre_accorde(nombre, 'demande')} de formation",
            "Convive en tire déjà un brouillon de programme, à relire avec l’organisation.",
            reverse("formation:demande_list", args=[membre.espace_id]),
            "Lire les demandes",
            Urgence.A_FAIRE,
            "message",
        )


def record_taches() -> None:
    taches.record("formation_poste", list_taches_poste)
    taches.record("formation_demandes", list_taches_demandes)
