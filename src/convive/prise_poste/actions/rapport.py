"""Write what figures do not say of a year."""

from collections.abc import Mapping

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.prise_poste.actions.rubriques import write_rubriques
from convive.prise_poste.models import RapportActivite

CHANGE = "Quelqu’un a écrit ce rapport entre-temps\u00a0: relisez-le dans un autre onglet, votre saisie est encore là."


@transaction.atomic
def update_rapport(
    *, by: Compte, espace: Espace, annee: int, textes: Mapping[str, str], version: int
) -> RapportActivite | None:
    """`version` is 0 while nothing was ever written of that year. The same again changes nothing; None when there is
    nothing yet. Raise PosteRefuse when someone wrote meanwhile."""
    locked = lock_espace(espace)
    rows = RapportActivite.objects.filter(espace=locked, annee=annee)
    current = rows.first() or RapportActivite(espace=locked, annee=annee, version=0)
    return write_rubriques(by, locked, current, textes, version=version, conflit=CHANGE)
