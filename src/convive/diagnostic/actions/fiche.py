"""What the actions on paroles, constats and enjeux share: a new card, and one that is locked."""

from typing import Any

from convive.comptes.models import Compte
from convive.diagnostic.models.fiche import Fiche
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste

DISPARUE = "Cette fiche a été mise à la corbeille entre-temps."


def create_fiche[F: Fiche](modele: type[F], *, by: Compte, espace: Espace, saisie: Saisie, **champs: Any) -> F:
    refuse_espace_expire(espace)
    communes = sorted(saisie.get_choisies("communes"))
    fiche = modele._default_manager.create(
        espace=espace, communes=communes, created_by=by, updated_by=by, **saisie.valeurs, **champs
    )
    fiche.thematiques.set(Thematique.objects.filter(espace=espace, pk__in=saisie.get_choisies("thematiques")))
    record(by, Geste.CREER, fiche, espace)
    return fiche


def lock_fiche[F: Fiche](fiche: F, *, with_supprimees: bool = False) -> F:
    """The row as it is now, kept until the end of the transaction. Raise DiagnosticRefuse when it was put aside."""
    refuse_espace_expire(fiche.espace)
    locked = type(fiche)._default_manager.select_for_update().filter(pk=fiche.pk).first()
    if locked is None or (locked.date_suppression is not None and not with_supprimees):
        raise DiagnosticRefuse(DISPARUE)
    locked.espace = fiche.espace
    return locked
