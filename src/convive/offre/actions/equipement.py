"""Write the services of the inventory. Every action writes to the journal."""

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, lock_fiche, refuse_ailleurs, save_ecriture, save_fiche
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


@transaction.atomic
def create_service(*, by: Compte, espace: Espace, saisie: Saisie) -> ServiceEquipement:
    """Create a service, verified today unless a date is given. Without a thématique, it gets that of its type.

    Raise OffreRefusee for a type or a gestionnaire of another espace, or for contradictory values.
    """
    refuse_espace_expire(espace)
    communes = sorted(saisie.get_choisies("communes"))
    valeurs = {"date_verification": timezone.localdate(), **saisie.valeurs}
    service = ServiceEquipement(espace=espace, communes=communes, **valeurs)
    _complete(service, is_type_change=True)
    service.save()
    thematiques = saisie.get_choisies("thematiques")
    usuelle = list_types(espace)[service.type_cle].thematique
    if not thematiques and usuelle is not None:
        thematiques = frozenset({usuelle.pk})
    service.thematiques.set(Thematique.objects.filter(espace=espace, pk__in=thematiques))
    record(by, Geste.CREER, service, espace)
    return service


@transaction.atomic
def update_service(*, by: Compte, service: ServiceEquipement, saisie: Saisie) -> bool:
    """Save what was typed. Return whether something changed.

    Raise FicheChangee if someone else saved it meanwhile, OffreRefusee like `create_service`.
    """
    ecriture = Ecriture(lock_service(service), saisie)
    if ecriture.is_changee:
        _complete(ecriture.objet, is_type_change="type_cle" in ecriture.champs)
        ecriture.objet.date_verification = timezone.localdate()
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def validate_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Record that the service was checked and is still right today. Twice on the same day has no further effect."""
    current = lock_service(service)
    today = timezone.localdate()
    if current.date_verification != today:
        current.date_verification = today
        current.save(update_fields=["date_verification", "updated_at"])
        record(by, Geste.VALIDER, current, current.espace)


@transaction.atomic
def close_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Archive a service: it disappears from lists, counts and annexe 2. No effect if it is already archived."""
    current = lock_service(service)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        save_fiche(current, by)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_service(*, by: Compte, service: ServiceEquipement) -> None:
    """Restore an archived service."""
    current = lock_service(service)
    if current.archive_le is not None:
        current.archive_le = None
        save_fiche(current, by)
        record(by, Geste.ROUVRIR, current, current.espace)


def lock_service(service: ServiceEquipement) -> ServiceEquipement:
    """The current row, locked until the end of the transaction. Raise OffreRefusee if it has been deleted."""
    return lock_fiche(service, OffreRefusee("Ce service a été retiré entre-temps."))


def _complete(service: ServiceEquipement, *, is_type_change: bool) -> None:
    # A service always serves the commune where it is located.
    if service.communes:
        service.communes = sorted({*service.communes, service.code_commune} - {""})
    # Only check a type that changes: a service imported from another espace may keep a type that was added there.
    if is_type_change and service.type_cle not in list_types(service.espace):
        raise OffreRefusee("Ce type de service n’est pas de cet espace.")
    if service.agrement_debut and service.agrement_fin and service.agrement_fin < service.agrement_debut:
        raise OffreRefusee("La fin de l’agrément vient avant son début : corrigez l’une des deux dates.")
    if service.age_min is not None and service.age_max is not None and service.age_max < service.age_min:
        raise OffreRefusee("L’âge le plus grand est plus petit que l’autre : corrigez l’un des deux.")
    refuse_ailleurs(service, "gestionnaire", OffreRefusee("Ce gestionnaire n’est pas de cet espace."))
