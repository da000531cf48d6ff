"""Choose by what the money of an action is shared among communes."""

from collections.abc import Mapping

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.finances.models import CleRepartition
from convive.finances.rules.repartition import Cle
from convive.journal.models import Geste
from convive.plan_action.models import FicheAction


@transaction.atomic
def update_cle(*, by: Compte, fiche: FicheAction, cle: Cle, unite: str, parts: Mapping[str, str]) -> bool:
    """Whether something changed. The last who writes wins: it is one choice, shown with who made it in the journal."""
    row = CleRepartition.objects.select_for_update().filter(fiche=fiche).first()
    champs = {"cle": cle.value, "unite": unite if cle is Cle.SAISIE else "", "parts": dict(parts)}
    if row is None:
        if cle is Cle.POPULATION:
            return False
        row = CleRepartition.objects.create(espace=fiche.espace, fiche=fiche, **champs)
        record(by, Geste.CREER, row, fiche.espace)
        return True
    if all(getattr(row, champ) == valeur for champ, valeur in champs.items()):
        return False
    for champ, valeur in champs.items():
        setattr(row, champ, valeur)
    row.version += 1
    row.save()
    record(by, Geste.MODIFIER, row, fiche.espace)
    return True
