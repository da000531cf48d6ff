"""The bodies of an espace as a place may read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F

from convive.espaces.models import Membre, Thematique
from convive.gouvernance.models import Decision, Instance, MembreInstance, Seance
from convive.gouvernance.rules.instances import Siege, TypeInstance
from convive.gouvernance.rules.seances import StatutSeance

RANGS = {type_instance.value: rang for rang, type_instance in enumerate(TypeInstance)}


@dataclass(frozen=True, slots=True)
class LigneInstance:
    """A body in the register. `prochaine` is its next séance and `derniere` the last closed one, as this place reads
    them."""

    instance: Instance
    thematiques: tuple[Thematique, ...]
    titulaires: int
    suppleants: int
    prochaine: Seance | None
    derniere: Seance | None
    decisions_ouvertes: int


def list_instances(membre: Membre, today: date, *, archivees: bool = False) -> list[LigneInstance]:
    """Those in use, or those that were archived, in the order of their kinds; five queries."""
    rows = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archivee_le__isnull=not archivees)
    instances = list(rows.select_related("presidence").prefetch_related("thematiques"))
    instances.sort(key=lambda instance: (RANGS[instance.type], instance.created_at, str(instance.pk)))
    uuids = [instance.pk for instance in instances]
    sieges = Counter(MembreInstance.objects.en_cours().filter(instance__in=uuids).values_list("instance", "siege"))
    ouvertes = Counter(
        Decision.objects.visible_to(membre.compte)
        .ouvertes()
        .filter(instance__in=uuids)
        .order_by()
        .values_list("instance", flat=True)
    )
    prochaines, dernieres = _get_seances(membre, uuids, today)
    return [
        LigneInstance(
            instance,
            tuple(instance.thematiques.all()),
            sieges[(instance.pk, Siege.TITULAIRE.value)],
            sieges[(instance.pk, Siege.SUPPLEANT.value)],
            prochaines.get(instance.pk),
            dernieres.get(instance.pk),
            ouvertes[instance.pk],
        )
        for instance in instances
    ]


def _get_seances(
    membre: Membre, instances: Sequence[UUID], today: date
) -> tuple[dict[UUID, Seance], dict[UUID, Seance]]:
    """The next séance of each body, and its last closed one."""
    prochaines: dict[UUID, Seance] = {}
    dernieres: dict[UUID, Seance] = {}
    rows = Seance.objects.visible_to(membre.compte).filter(instance__in=instances, date__isnull=False)
    for seance in rows.order_by(F("date").asc(), "created_at"):
        if seance.statut == StatutSeance.CLOSE:
            dernieres[seance.instance_id] = seance
        elif seance.is_modifiable and seance.date is not None and seance.date >= today:
            prochaines.setdefault(seance.instance_id, seance)
    return prochaines, dernieres


def list_sans_instance(membre: Membre) -> list[Thematique]:
    """The thématiques of the espace that no body in use deals with in particular; none while no body has any: those
    that concern everyone are enough then. One query."""
    suivies = Instance.thematiques.through._default_manager.filter(
        instance__espace=membre.espace_id, instance__archivee_le__isnull=True
    )
    rows = Thematique.objects.filter(Exists(suivies), espace=membre.espace_id, date_archivage__isnull=True)
    return list(rows.exclude(pk__in=suivies.values("thematique")).order_by("ordre", "nom"))


def get_instance(membre: Membre, uuid: UUID) -> Instance | None:
    """A body that this place reads, with its espace."""
    rows = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    instance = rows.select_related("presidence", "ctg").filter(pk=uuid).first()
    if instance is not None:
        instance.espace = membre.espace
    return instance


def list_decisions_ouvertes(membre: Membre, instance: Instance) -> list[Decision]:
    """What this body decided and that is not settled, the first deadline first; those without any at the end."""
    rows = Decision.objects.visible_to(membre.compte).ouvertes().filter(instance=instance)
    rows = rows.select_related("responsable", "organisation_responsable")
    return list(rows.order_by(F("echeance").asc(nulls_last=True), "annee", "numero"))
