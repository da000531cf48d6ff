"""A workshop of a session, its groups, who plays what."""

from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.formation.models import Atelier, GroupeAtelier, Inscription, PlaceAtelier, SessionFormation
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.selectors.feuilles import get_contenu_atelier
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai


def create_atelier_essai(
    session: SessionFormation, contenu: str = "note_pour_demain", sorte: str = SorteAtelier.JEU.value, **champs: Any
) -> Atelier:
    """Open; the role-play of the note, which has a fact at minute 25, unless told otherwise."""
    found = get_contenu_atelier(sorte, contenu)
    assert found is not None
    valeurs: dict[str, Any] = {"ouvert_le": timezone.now(), "titre": found.titre} | champs
    return Atelier.objects.create(espace=session.espace, session=session, sorte=sorte, contenu=contenu, **valeurs)


def create_groupe_essai(atelier: Atelier, *places: tuple[Inscription, str], ordre: int = 1) -> GroupeAtelier:
    """Each place is a trainee and her part, « » for none."""
    groupe = GroupeAtelier.objects.create(atelier=atelier, nom=f"Groupe {ordre}", ordre=ordre)
    for inscription, role in places:
        PlaceAtelier.objects.create(atelier=atelier, groupe=groupe, inscription=inscription, role=role)
    return groupe


def create_salle_essai(compte: Compte, nombre: int = 2) -> tuple[SessionFormation, list[Inscription]]:
    """A session of a training body of this compte, and its trainees, « Personne 1 », « Personne 2 »…"""
    session = create_session_essai(create_organisme_essai(compte).espace)
    return session, [create_inscription_essai(session, f"Personne {rang}") for rang in range(1, nombre + 1)]
