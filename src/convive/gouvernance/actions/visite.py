"""Remember where someone is in the tour. It is hers alone: the journal keeps nothing of it."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.gouvernance.models import VisiteElu
from convive.gouvernance.rules.visite import Etape


@transaction.atomic
def update_visite(*, by: Compte, espace: Espace, etape: Etape | None) -> None:
    """The screen to come back to; None once the last one was read. In an espace that is over, nothing is kept."""
    if espace.is_expire:
        return
    VisiteElu.objects.update_or_create(compte=by, espace=espace, defaults={"etape": etape.value if etape else ""})
