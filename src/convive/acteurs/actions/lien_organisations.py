"""Tie two organisations, or untie them. The journal says it on the organisation that the tie starts from."""

from django.db import transaction

from convive.acteurs.models import LienOrganisations, NatureLien, Organisation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@transaction.atomic
def attach_organisation(
    *, by: Compte, de: Organisation, vers: Organisation, nature: str, precision: str = ""
) -> LienOrganisations:
    """Raise ActeurRefuse for a tie with oneself, or across espaces. The same tie again only changes its precision."""
    refuse_espace_expire(de.espace)
    if de.pk == vers.pk or de.espace_id != vers.espace_id:
        raise ActeurRefuse("Un lien unit deux organisations différentes de l’annuaire.")
    lien, is_new = LienOrganisations.objects.get_or_create(
        espace=de.espace, de=de, vers=vers, nature=nature, defaults={"precision": precision}
    )
    if not is_new and lien.precision == precision:
        return lien
    lien.precision = precision
    lien.save()
    record(by, Geste.RATTACHER, de, de.espace, lien=NatureLien(nature).label, organisation=str(vers))
    return lien


@transaction.atomic
def detach_organisation(*, by: Compte, lien: LienOrganisations) -> None:
    """Doing it twice changes nothing."""
    refuse_espace_expire(lien.espace)
    deleted, _ = LienOrganisations.objects.filter(pk=lien.pk).delete()
    if deleted:
        record(by, Geste.DETACHER, lien.de, lien.espace, lien=lien.get_nature_display(), organisation=str(lien.vers))
