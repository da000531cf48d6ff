"""What training offers after a self-assessment: séquences of the course, and organismes whose peers one can ask."""

from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.formation.selectors.contenus import get_titres_sequences
from convive.formation.selectors.pairs import list_organismes_pairs
from convive.prise_poste.selectors.apprentissages import Apprentissage, Entraide, apprentissages


def list_entraides(membre: Membre, today: date) -> list[Entraide]:
    """The organismes whose peers this membre can ask; one query."""
    return [
        Entraide(
            organisme.raison_sociale,
            reverse("formation:poste_question_list", args=[membre.espace_id, organisme.espace_id]),
        )
        for organisme in list_organismes_pairs(membre.compte, today)
    ]


def record_apprentissages() -> None:
    apprentissages.record(Apprentissage("formation", get_titres_sequences, list_entraides))
