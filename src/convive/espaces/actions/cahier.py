"""Write a line of a cahier, or of any list whose lines are written one at a time. Every action writes the journal."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import (
    Saisie,
    create_fiche,
    delete_fiche,
    lock_fiche,
    refuse_ailleurs,
    update_fiche,
)
from convive.espaces.models import Espace
from convive.socle.refus import Refus

AILLEURS = "Ce que vous avez choisi n’est pas de cet espace."

type Refuse = Callable[[Any], None]
"""Raise a Refus for a line that cannot be as it was typed."""


@transaction.atomic
def create_ligne[M: models.Model](
    *, by: Compte, modele: type[M], espace: Espace, saisie: Saisie, refuse: Refuse | None = None
) -> M:
    """Raise what `refuse` raises, Refus for what is linked to it and is of another espace."""
    return create_fiche(modele, by=by, espace=espace, saisie=saisie, refuse=_add_liens(refuse))


@transaction.atomic
def update_ligne(*, by: Compte, ligne: models.Model, saisie: Saisie, refuse: Refuse | None = None) -> bool:
    """Whether something changed. Raise FicheChangee when someone else saved it meanwhile, Refus when it is gone, or as
    `create_ligne` does."""
    return update_fiche(lock_fiche(ligne), saisie, by=by, refuse=_add_liens(refuse))


@transaction.atomic
def delete_ligne(*, by: Compte, ligne: models.Model) -> None:
    """Gone already, nothing happens."""
    delete_fiche(ligne, by=by)


def _add_liens(refuse: Refuse | None) -> Refuse:
    def refuse_tout(ligne: Any) -> None:
        for champ in ligne._meta.fields:
            if champ.name != "espace" and champ.related_model is not None and hasattr(champ.related_model, "espace"):
                refuse_ailleurs(ligne, champ.name, Refus(champs={champ.name: AILLEURS}))
        if refuse:
            refuse(ligne)

    return refuse_tout
