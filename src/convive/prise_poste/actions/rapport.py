"""Write what figures do not say of a year."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.prise_poste.actions.rubriques import write_rubriques
from convive.prise_poste.models import RapportActivite


@transaction.atomic
def update_rapport(*, by: Compte, espace: Espace, annee: int, saisie: Saisie) -> bool:
    """Whether something changed; the version is 0 while nothing was ever written of that year. Raise FicheChangee when
    someone else wrote meanwhile."""
    locked = lock_espace(espace)
    rows = RapportActivite.objects.filter(espace=locked, annee=annee)
    current = rows.first() or RapportActivite(espace=locked, annee=annee, version=0)
    return write_rubriques(by, locked, current, saisie)
