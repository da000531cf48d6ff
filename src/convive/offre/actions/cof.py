"""Write the conventions d’objectifs et de financement. Every action writes to the journal."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.rules.offre import OffreRefusee

CHAMPS = ("numero", "type_ps", "date_debut", "date_fin")


@transaction.atomic
def create_cof(*, by: Compte, espace: Espace, saisie: Saisie) -> Cof:
    """Raise OffreRefusee if the dates contradict each other."""
    refuse_espace_expire(espace)
    cof = Cof(espace=espace, **saisie.valeurs)
    _refuse(cof)
    cof.save()
    services = ServiceEquipement.objects.filter(espace=espace, pk__in=saisie.get_choisies("services"))
    cof.services.set(services)
    record(by, Geste.CREER, cof, espace)
    return cof


@transaction.atomic
def update_cof(*, by: Compte, cof: Cof, saisie: Saisie) -> bool:
    """Return whether something changed. Raise FicheChangee if someone else saved it meanwhile, or like `create_cof`."""
    ecriture = Ecriture(_lock(cof), saisie)
    if ecriture.is_changee:
        _refuse(ecriture.objet)
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


@transaction.atomic
def delete_cof(*, by: Compte, cof: Cof) -> None:
    """Delete a convention entered by mistake. One that has ended should stay: its dates show that it is over."""
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


def _refuse(cof: Cof) -> None:
    if cof.date_fin < cof.date_debut:
        raise OffreRefusee("Le dernier jour vient avant le premier : corrigez l’une des deux dates.")
