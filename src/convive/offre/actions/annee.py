"""Write what a service does in a year, and who supports it. The journal records the change on the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.offre.actions.equipement import lock_service
from convive.offre.models import ActiviteAnnuelle, ServiceEquipement, SoutienCollectivite
from convive.offre.rules.offre import ANNEES, OffreRefusee


@dataclass(frozen=True, slots=True)
class SaisieAnnee:
    """`activite` maps ActiviteAnnuelle.CHAMPS to figures, `soutiens` organisations to amounts in € (None: unknown)."""

    activite: Mapping[str, int | None]
    soutiens: Mapping[UUID, Decimal | None]


@transaction.atomic
def update_annee(*, by: Compte, service: ServiceEquipement, annee: int, saisie: SaisieAnnee) -> bool:
    """Replace a whole year: what is not in `saisie` is deleted. Return whether something changed.

    Raise OffreRefusee for a year out of range or a collectivité of another espace.
    """
    current = lock_service(service)
    if annee not in ANNEES:
        raise OffreRefusee(f"L’année {annee} n’est pas une année de l’offre.")
    connues = set(
        Organisation.objects.filter(espace=current.espace_id, pk__in=saisie.soutiens).values_list("pk", flat=True)
    )
    if connues != set(saisie.soutiens):
        raise OffreRefusee("Cette collectivité n’est pas de cet espace.")
    changed = _update_activite(current, annee, saisie.activite)
    changed |= _update_soutiens(current, annee, saisie.soutiens)
    if changed:
        record(by, Geste.MODIFIER, current, current.espace, annee=annee)
    return changed


def _update_activite(service: ServiceEquipement, annee: int, valeurs: Mapping[str, int | None]) -> bool:
    row = ActiviteAnnuelle.objects.filter(service=service, annee=annee).first()
    avant = {champ: getattr(row, champ) if row else None for champ in valeurs}
    if dict(valeurs) == avant:
        return False
    if row is not None and not any(valeur is not None for valeur in valeurs.values()):
        row.delete()
        return True
    row = row or ActiviteAnnuelle(service=service, annee=annee)
    for champ, valeur in valeurs.items():
        setattr(row, champ, valeur)
    row.save()
    return True


def _update_soutiens(service: ServiceEquipement, annee: int, voulus: Mapping[UUID, Decimal | None]) -> bool:
    rows = {row.organisation_id: row for row in SoutienCollectivite.objects.filter(service=service, annee=annee)}
    changed = False
    for pk, row in rows.items():
        if pk not in voulus:
            row.delete()
            changed = True
    for pk, montant in voulus.items():
        row = rows.get(pk) or SoutienCollectivite(service=service, organisation_id=pk, annee=annee)
        if pk not in rows or row.montant_euros != montant:
            row.montant_euros = montant
            row.save()
            changed = True
    return changed
