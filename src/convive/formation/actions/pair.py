"""Join « Entre pairs », offer to help, leave. The journal records the action but never who did it: that is private."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.models import Inscription, Pair
from convive.formation.refus import FormationRefusee
from convive.formation.rules.pairs import pack_domaines
from convive.formation.selectors.pairs import get_pair, get_themes
from convive.journal.models import Geste

PARTIE = "Vous n’êtes plus dans «\u00a0Entre pairs\u00a0»\u00a0: entrez à nouveau pour écrire."


@transaction.atomic
def create_pair(
    *, espace: Espace, inscription: Inscription | None, compte: Compte | None, nom: str, organisation: str
) -> Pair:
    """Add a person, once. The caller must have checked that she may join."""
    locked = lock_espace(espace)
    if existante := get_pair(locked, inscription, compte):
        return existante
    lien: dict[str, Any] = {"inscription": inscription} if inscription else {"compte": compte}
    pair = Pair.objects.create(espace=locked, nom=nom, organisation=organisation, **lien)
    record(None, Geste.CREER, pair, locked)
    return pair


@transaction.atomic
def update_pair(*, pair: Pair, nom: str, organisation: str, has_courriels: bool) -> Pair:
    current = lock_pair(pair)
    valeurs = {"nom": nom, "organisation": organisation, "has_courriels": has_courriels}
    return _save(current, valeurs)


@transaction.atomic
def update_aide(*, pair: Pair, domaines: Iterable[str], contact: str, now: datetime) -> Pair:
    """Join the directory of helpers, or change one's offer. Raise FormationRefusee without a theme or a contact."""
    current = lock_pair(pair)
    kept = pack_domaines(set(domaines) & get_themes().keys())
    if not kept or not contact:
        raise FormationRefusee("Pour être dans l’annuaire, choisissez un thème au moins, et comment vous joindre.")
    return _save(current, {"domaines": kept, "contact": contact, "aide_le": current.aide_le or now})


@transaction.atomic
def delete_aide(*, pair: Pair) -> Pair:
    """Leave the directory, erasing the offer; no effect the second time."""
    return _save(lock_pair(pair), {"domaines": "", "contact": "", "aide_le": None})


@transaction.atomic
def delete_pair(*, pair: Pair) -> None:
    """Leave « Entre pairs »: what she wrote stays, signed « une personne », except what she has removed before."""
    espace = lock_espace(pair.espace)
    current = Pair.objects.filter(pk=pair.pk).first()
    if current is not None:
        record(None, Geste.SUPPRIMER, current, espace)
        current.delete()


def lock_pair(pair: Pair) -> Pair:
    """Lock the row. Raise FormationRefusee if she has left meanwhile, EspaceExpire if the espace has expired."""
    espace = lock_espace(pair.espace)
    current = Pair.objects.select_for_update().filter(pk=pair.pk).first()
    if current is None:
        raise FormationRefusee(PARTIE)
    current.espace = espace
    return current


def _save(current: Pair, valeurs: dict[str, Any]) -> Pair:
    changed = [champ for champ, valeur in valeurs.items() if getattr(current, champ) != valeur]
    if changed:
        for champ in changed:
            setattr(current, champ, valeurs[champ])
        current.save()
        record(None, Geste.MODIFIER, current, current.espace, champs=changed)
    return current
