"""Who comes « Entre pairs », and by which door."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.formation.models import Inscription
from convive.formation.permissions import can_animer
from convive.formation.rules.pairs import has_suivi
from convive.formation.selectors.pairs import get_pair, list_organismes_pairs
from convive.formation.selectors.transmis import list_transmis_compte, list_transmis_stagiaire
from convive.formation.views.entre_pairs import VisitePairs
from convive.prise_poste.permissions import can_follow_parcours


def get_visite_organisme(request: HttpRequest, espace_uuid: UUID) -> tuple[Membre, VisitePairs]:
    """Trainers read and hide; they come in like anybody to write."""
    membre = get_membre_or_404(request, espace_uuid, can_animer)
    visite = VisitePairs(
        membre.espace,
        "",
        (espace_uuid,),
        get_pair(membre.espace, None, membre.compte),
        nom_propose=membre.compte.nom_affiche,
        organisation_proposee=membre.espace.nom,
        compte=membre.compte,
        is_moderation=True,
    )
    return membre, visite


def get_visite_poste(request: HttpRequest, espace_uuid: UUID, organisme_uuid: UUID) -> tuple[Membre, VisitePairs]:
    """From the espace where she works: nothing of it goes with her."""
    membre = get_membre_or_404(request, espace_uuid, can_follow_parcours)
    organismes = list_organismes_pairs(membre.compte, timezone.localdate())
    organisme = next((row.espace for row in organismes if row.espace_id == organisme_uuid), None)
    if organisme is None:
        raise Http404("Cet organisme n’a pas ouvert « Entre pairs » ici.")
    visite = VisitePairs(
        organisme,
        "poste_",
        (espace_uuid, organisme_uuid),
        get_pair(organisme, None, membre.compte),
        nom_propose=membre.compte.nom_affiche,
        compte=membre.compte,
        is_ouvert=not membre.espace.is_expire,
        list_transmis=partial(list_transmis_compte, membre.compte),
    )
    return membre, visite


def get_visite_stagiaire(cle: str, inscription: Inscription) -> VisitePairs:
    session: Any = inscription.session
    return VisitePairs(
        inscription.espace,
        "stagiaire_",
        (cle,),
        get_pair(inscription.espace, inscription, inscription.compte),
        nom_propose=inscription.nom,
        organisation_proposee=inscription.employeur,
        inscription=inscription,
        compte=inscription.compte,
        is_ouvert=has_suivi(session.etat, session.date_debut, inscription.etat, timezone.localdate()),
        list_transmis=partial(list_transmis_stagiaire, inscription),
    )
