"""Write the cards of people. Every action writes the journal."""

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.fonction import SaisieFonction, create_fonction
from convive.acteurs.models import Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie, create_fiche, lock_fiche, save_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste

CHAMPS = ("civilite", "prenom", "nom", "email", "telephone", "source", "date_collecte")


@transaction.atomic
def create_personne(*, by: Compte, espace: Espace, saisie: Saisie, fonction: SaisieFonction | None = None) -> Personne:
    """A person, and the function by which one met her. Raise ActeurRefuse for dates that contradict one another."""
    personne = create_fiche(Personne, by=by, espace=espace, saisie=saisie)
    if fonction is not None:
        create_fonction(by=by, personne=personne, saisie=fonction)
    return personne


@transaction.atomic
def update_personne(*, by: Compte, personne: Personne, saisie: Saisie) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, ActeurRefuse when the card is no longer there.
    """
    return update_fiche(lock_personne(personne), saisie, by=by)


def lock_personne(personne: Personne) -> Personne:
    """The row as it is now, kept until the end of the transaction. Raise ActeurRefuse when it took another’s place."""
    fusionnee = ActeurRefuse("Cette fiche a été fusionnée avec une autre entre-temps.")
    locked = lock_fiche(personne, fusionnee)
    if locked.fusionnee_dans_id is not None:
        raise fusionnee
    return locked


@transaction.atomic
def close_personne(*, by: Compte, personne: Personne) -> None:
    """Archive: she stays where she was quoted and is no longer proposed. Doing it twice changes nothing."""
    current = lock_personne(personne)
    if current.archivee_le is None:
        current.archivee_le = timezone.now()
        save_fiche(current, by)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_personne(*, by: Compte, personne: Personne) -> None:
    """Bring back a person who was archived."""
    current = lock_personne(personne)
    if current.archivee_le is not None:
        current.archivee_le = None
        save_fiche(current, by)
        record(by, Geste.ROUVRIR, current, current.espace)
