"""Write the cards of organisations. Every action writes the journal."""

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import (
    Saisie,
    create_fiche,
    lock_fiche,
    save_fiche,
    update_fiche,
)
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste

CHAMPS = (
    *("nom", "sigle", "type", "siren", "siret", "rna", "adresse", "code_commune", "telephone", "email", "site"),
    *("position", "source", *Organisation.CHAMPS_TEXTES),
)


@transaction.atomic
def create_organisation(*, by: Compte, espace: Espace, saisie: Saisie) -> Organisation:
    """Raise ActeurRefuse for a SIRET that another organisation of the espace has."""
    return create_fiche(Organisation, by=by, espace=espace, saisie=saisie, refuse=refuse_siret_pris)


@transaction.atomic
def update_organisation(*, by: Compte, organisation: Organisation, saisie: Saisie) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile; ActeurRefuse when the card is no longer there, or for a
    SIRET already taken.
    """
    return update_fiche(lock_organisation(organisation), saisie, by=by, refuse=refuse_siret_pris)


def lock_organisation(organisation: Organisation) -> Organisation:
    """The row as it is now, kept until the end of the transaction. Raise ActeurRefuse when it took another’s place."""
    fusionnee = ActeurRefuse("Cette organisation a été fusionnée avec une autre entre-temps.")
    locked = lock_fiche(organisation, fusionnee)
    if locked.fusionnee_dans_id is not None:
        raise fusionnee
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
