"""Write the cards of organisations. Every action writes the journal."""

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture, save_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

CHAMPS = (
    *("nom", "sigle", "type", "siren", "siret", "rna", "adresse", "code_commune", "telephone", "email", "site"),
    *("position", "source", *Organisation.CHAMPS_TEXTES),
)


@transaction.atomic
def create_organisation(*, by: Compte, espace: Espace, saisie: Saisie) -> Organisation:
    """Raise ActeurRefuse for a SIRET that another organisation of the espace has."""
    refuse_espace_expire(espace)
    communes = sorted(saisie.get_choisies("communes"))
    organisation = Organisation(espace=espace, communes=communes, created_by=by, updated_by=by, **saisie.valeurs)
    refuse_siret_pris(organisation)
    organisation.save()
    thematiques = Thematique.objects.filter(espace=espace, pk__in=saisie.get_choisies("thematiques"))
    organisation.thematiques.set(thematiques)
    record(by, Geste.CREER, organisation, espace)
    return organisation


@transaction.atomic
def update_organisation(*, by: Compte, organisation: Organisation, saisie: Saisie) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile; ActeurRefuse when the card is no longer there, or for a
    SIRET already taken.
    """
    ecriture = Ecriture(lock_organisation(organisation), saisie)
    if ecriture.is_changee:
        refuse_siret_pris(ecriture.objet)
        save_ecriture(ecriture, by=by)
    return ecriture.is_changee


def lock_organisation(organisation: Organisation) -> Organisation:
    """The row as it is now, kept until the end of the transaction. Raise ActeurRefuse when it took another’s place."""
    refuse_espace_expire(organisation.espace)
    locked = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    if locked is None or locked.fusionnee_dans_id is not None:
        raise ActeurRefuse("Cette organisation a été fusionnée avec une autre entre-temps.")
    locked.espace = organisation.espace
    return locked


def refuse_siret_pris(organisation: Organisation) -> None:
    """Raise ActeurRefuse: the database keeps a SIRET once in an espace."""
    autres = Organisation.objects.filter(espace=organisation.espace, siret=organisation.siret)
    if organisation.siret and autres.filter(fusionnee_dans__isnull=True).exclude(pk=organisation.pk).exists():
        raise ActeurRefuse("Une organisation de l’annuaire a déjà ce SIRET : cherchez-la, ou corrigez le numéro.")


@transaction.atomic
def close_organisation(*, by: Compte, organisation: Organisation) -> None:
    """Archive: it stays where it was quoted and is no longer proposed. Doing it twice changes nothing."""
    current = lock_organisation(organisation)
    if current.archivee_le is None:
        current.archivee_le = timezone.now()
        save_fiche(current, by)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_organisation(*, by: Compte, organisation: Organisation) -> None:
    """Bring back an organisation that was archived."""
    current = lock_organisation(organisation)
    if current.archivee_le is not None:
        current.archivee_le = None
        save_fiche(current, by)
        record(by, Geste.ROUVRIR, current, current.espace)
