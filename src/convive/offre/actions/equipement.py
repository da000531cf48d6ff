"""Write the services of the inventory. Every action writes the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.espaces.actions.conflit import join_valeurs
from convive.espaces.actions.note import fuse_listes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import ServiceEquipement
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.catalogue import list_types

CHAMPS = (
    *("nom", "type_cle", "gestionnaire_id", "statut_gestion", "siret", "rna", "uai", "identifiant_motif"),
    *("code_commune", "adresse", "latitude", "longitude", "agrement_debut", "agrement_fin", "capacite_agreee"),
    *("places", "public", "age_min", "age_max", "horaires", "tarif", "etp", "ps_percues", "bonus_percus"),
    *("precisions", "source", "visible_public"),
)


@dataclass(frozen=True, slots=True)
class SaisieService:
    """What a form holds: `valeurs` of CHAMPS; `version` is the one that it started from, `…depart` what it showed then.
    What a form does not show is not in it, and stays as it is."""

    valeurs: Mapping[str, Any]
    version: int = 1
    depart: Mapping[str, object] = field(default_factory=dict)
    thematiques: frozenset[UUID] = frozenset()
    thematiques_depart: frozenset[UUID] = frozenset()
    communes: frozenset[str] = frozenset()
    communes_depart: frozenset[str] = frozenset()


@transaction.atomic
def create_service(*, by: Compte, espace: Espace, saisie: SaisieService) -> ServiceEquipement:
    """Verified today: somebody has just written it. Without thématique, it takes that of its type.

    Raise OffreRefusee for a type or a gestionnaire of another espace, or what contradicts itself.
    """
    refuse_espace_expire(espace)
    service = ServiceEquipement(espace=espace, date_verification=timezone.localdate())
    _write(service, saisie.valeurs, saisie.communes)
    service.save()
    thematiques = saisie.thematiques
    usuelle = list_types(espace)[service.type_cle].thematique
    if not thematiques and usuelle is not None:
        thematiques = frozenset({usuelle.pk})
    _set_thematiques(service, thematiques)
    record(by, Geste.CREER, service, espace)
    return service


@transaction.atomic
def update_service(*, by: Compte, service: ServiceEquipement, saisie: SaisieService) -> bool:
    """Save what was typed, joined with what others saved meanwhile; whether something changed.

    Raise FicheEnConflit when a field was changed twice, OffreRefusee as `create_service` does.
    """
    current = lock_service(service)
    avant, reunies = join_valeurs(current, saisie.valeurs, version=saisie.version, depart=saisie.depart)
    thematiques_avant = frozenset(current.thematiques.values_list("pk", flat=True))
    thematiques = fuse_listes(thematiques_avant, saisie.thematiques_depart, saisie.thematiques)
    communes = frozenset(fuse_listes(current.communes, saisie.communes_depart, saisie.communes))
    if (reunies, thematiques, communes) == (avant, thematiques_avant, frozenset(current.communes)):
        return False
    _write(current, reunies, communes)
    current.date_verification = timezone.localdate()
    save_service(current)
    _set_thematiques(current, thematiques)
    changed = sorted(champ for champ, valeur in reunies.items() if valeur != avant[champ])
    record(by, Geste.MODIFIER, current, current.espace, champs=changed, version=current.version)
    return True


@transaction.atomic
def validate_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Say that the line is still right today. Doing it twice on one day changes nothing."""
    current = lock_service(service)
    today = timezone.localdate()
    if current.date_verification != today:
        current.date_verification = today
        current.save(update_fields=["date_verification", "updated_at"])
        record(by, Geste.VALIDER, current, current.espace)


@transaction.atomic
def close_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Archive: it leaves lists, counts and annexe 2. Doing it twice changes nothing."""
    current = lock_service(service)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        save_service(current)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Bring back a service that was archived."""
    current = lock_service(service)
    if current.archive_le is not None:
        current.archive_le = None
        save_service(current)
        record(by, Geste.ROUVRIR, current, current.espace)


def lock_service(service: ServiceEquipement) -> ServiceEquipement:
    """The row as it is now, kept until the end of the transaction. Raise OffreRefusee when it is gone."""
    refuse_espace_expire(service.espace)
    locked = ServiceEquipement.objects.select_for_update().filter(pk=service.pk).first()
    if locked is None:
        raise OffreRefusee("Ce service a été retiré entre-temps.")
    locked.espace = service.espace
    return locked


def save_service(service: ServiceEquipement) -> None:
    service.version += 1
    service.save()


def _write(service: ServiceEquipement, valeurs: Mapping[str, Any], communes: frozenset[str]) -> None:
    type_avant = service.type_cle
    for champ, valeur in valeurs.items():
        setattr(service, champ, valeur)
    # A service serves the commune where it is.
    service.communes = sorted({*communes, service.code_commune} - {""}) if communes else []
    # One that came in a copy, from an espace that had added its type, keeps it.
    if service.type_cle != type_avant and service.type_cle not in list_types(service.espace):
        raise OffreRefusee("Ce type de service n’est pas de cet espace.")
    if service.agrement_debut and service.agrement_fin and service.agrement_fin < service.agrement_debut:
        raise OffreRefusee("La fin de l’agrément vient avant son début : corrigez l’une des deux dates.")
    if service.age_min is not None and service.age_max is not None and service.age_max < service.age_min:
        raise OffreRefusee("L’âge le plus grand est plus petit que l’autre : corrigez l’un des deux.")
    pk = service.gestionnaire_id
    if pk and not Organisation.objects.filter(espace=service.espace_id, pk=pk).exists():
        raise OffreRefusee("Ce gestionnaire n’est pas de cet espace.")


def _set_thematiques(service: ServiceEquipement, thematiques: frozenset[UUID]) -> None:
    service.thematiques.set(Thematique.objects.filter(espace=service.espace_id, pk__in=thematiques))
