"""Write the conventions d’objectifs et de financement. Every action writes the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.rules.offre import OffreRefusee

CHAMPS = ("numero", "type_ps", "date_debut", "date_fin")


@dataclass(frozen=True, slots=True)
class SaisieCof:
    """`valeurs` of CHAMPS; `services` those that were ticked among `proposes`, the ones that the form showed."""

    valeurs: Mapping[str, Any]
    services: frozenset[UUID]
    proposes: frozenset[UUID]
    version: int = 1


@transaction.atomic
def create_cof(*, by: Compte, espace: Espace, saisie: SaisieCof) -> Cof:
    """Raise OffreRefusee for dates that contradict one another."""
    refuse_espace_expire(espace)
    cof = Cof(espace=espace)
    _write(cof, saisie)
    cof.save()
    _set_services(cof, saisie)
    record(by, Geste.CREER, cof, espace)
    return cof


@transaction.atomic
def update_cof(*, by: Compte, cof: Cof, saisie: SaisieCof) -> None:
    """Raise OffreRefusee when someone changed it since the form was opened, or as `create_cof` does."""
    current = _lock(cof)
    if current.version != saisie.version:
        raise OffreRefusee(
            "Quelqu’un a changé cette convention pendant que vous écriviez : relisez-la, puis recommencez."
        )
    _write(current, saisie)
    current.version += 1
    current.save()
    _set_services(current, saisie)
    record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def delete_cof(*, by: Compte, cof: Cof) -> None:
    """For one that was written by mistake: one that is over stays, its dates say so."""
    current = _lock(cof)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


def _lock(cof: Cof) -> Cof:
    refuse_espace_expire(cof.espace)
    locked = Cof.objects.select_for_update().filter(pk=cof.pk).first()
    if locked is None:
        raise OffreRefusee("Cette convention a été retirée entre-temps.")
    locked.espace = cof.espace
    return locked


def _write(cof: Cof, saisie: SaisieCof) -> None:
    for champ, valeur in saisie.valeurs.items():
        setattr(cof, champ, valeur)
    if cof.date_fin < cof.date_debut:
        raise OffreRefusee("Le dernier jour vient avant le premier : corrigez l’une des deux dates.")


def _set_services(cof: Cof, saisie: SaisieCof) -> None:
    """What the form did not show stays: a limited place does not undo what it does not see."""
    gardes = set(cof.services.exclude(pk__in=saisie.proposes).values_list("pk", flat=True))
    voulus = gardes | (saisie.services & saisie.proposes)
    cof.services.set(ServiceEquipement.objects.filter(espace=cof.espace_id, pk__in=voulus))
