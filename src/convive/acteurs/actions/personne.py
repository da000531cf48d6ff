"""Write the cards of people. Every action writes the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.fonction import SaisieFonction, create_fonction
from convive.acteurs.models import Personne
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.comptes.models import Compte
from convive.espaces.actions.conflit import join_valeurs
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

CHAMPS = ("civilite", "prenom", "nom", "email", "telephone", "source", "date_collecte")


@dataclass(frozen=True, slots=True)
class SaisiePersonne:
    """What a form holds; the words are those of SaisieOrganisation."""

    valeurs: Mapping[str, Any]
    version: int = 1
    depart: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def create_personne(
    *, by: Compte, espace: Espace, saisie: SaisiePersonne, fonction: SaisieFonction | None = None
) -> Personne:
    """A person, and the function by which one met her. Raise ActeurRefuse for dates that contradict one another."""
    refuse_espace_expire(espace)
    personne = Personne.objects.create(espace=espace, **saisie.valeurs)
    record(by, Geste.CREER, personne, espace)
    if fonction is not None:
        create_fonction(by=by, personne=personne, saisie=fonction)
    return personne


@transaction.atomic
def update_personne(*, by: Compte, personne: Personne, saisie: SaisiePersonne) -> bool:
    """Save what was typed, joined with what others saved meanwhile; whether something changed.

    Raise FicheEnConflit when a field was changed twice, ActeurRefuse when the card is no longer there.
    """
    current = lock_personne(personne)
    avant, reunies = join_valeurs(current, saisie.valeurs, version=saisie.version, depart=saisie.depart)
    if reunies == avant:
        return False
    for champ, valeur in reunies.items():
        setattr(current, champ, valeur)
    save_personne(current)
    changed = sorted(champ for champ, valeur in reunies.items() if valeur != avant[champ])
    record(by, Geste.MODIFIER, current, current.espace, champs=changed, version=current.version)
    return True


def lock_personne(personne: Personne) -> Personne:
    """The row as it is now, kept until the end of the transaction. Raise ActeurRefuse when it took another’s place."""
    refuse_espace_expire(personne.espace)
    locked = Personne.objects.select_for_update().filter(pk=personne.pk).first()
    if locked is None or locked.fusionnee_dans_id is not None:
        raise ActeurRefuse("Cette fiche a été fusionnée avec une autre entre-temps.")
    locked.espace = personne.espace
    return locked


def save_personne(personne: Personne) -> None:
    personne.version += 1
    personne.save()


@transaction.atomic
def close_personne(*, by: Compte, personne: Personne) -> None:
    """Archive: she stays where she was quoted and is no longer proposed. Doing it twice changes nothing."""
    current = lock_personne(personne)
    if current.archivee_le is None:
        current.archivee_le = timezone.now()
        save_personne(current)
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_personne(*, by: Compte, personne: Personne) -> None:
    """Bring back a person who was archived."""
    current = lock_personne(personne)
    if current.archivee_le is not None:
        current.archivee_le = None
        save_personne(current)
        record(by, Geste.ROUVRIR, current, current.espace)
