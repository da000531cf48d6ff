"""Write the journal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.journal.models import AUTEUR_AUTOMATIQUE, AUTEUR_SANS_COMPTE, MAX_LIBELLE, MAX_NOM, Geste, Journal
from convive.socle.evenements import evenements


class HorsTransaction(RuntimeError):
    """The journal was written outside a transaction: the gesture and its trace could part."""


def _shorten(texte: str, size: int) -> str:
    """One line that fits its column: a trace is never refused for a long name."""
    line = " ".join(texte.split())
    return line if len(line) <= size else f"{line[: size - 1]}…"


def record_geste(
    *,
    auteur: Any,
    geste: Geste | str,
    objet_type: str,
    objet_uuid: UUID,
    objet_libelle: str,
    espace_uuid: UUID | None = None,
    au_nom_de: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Journal:
    """Record what someone did, inside the transaction of the action that does it: both are kept, or neither.

    `auteur` is a compte, an anonymous visitor, or None when the application acts by itself. `detail` holds what is
    needed to understand the gesture later (former and new values); never a secret, a password or the text of a
    message. Whoever has to be told is told in the same transaction, as the events declare it.
    Raise HorsTransaction outside a transaction, ValueError for a gesture out of the closed list.
    """
    if not transaction.get_connection().in_atomic_block:
        raise HorsTransaction("record_geste s’appelle dans la transaction de l’action.")
    is_compte = auteur is not None and auteur.is_authenticated
    auteur_nom = str(auteur) if is_compte else AUTEUR_AUTOMATIQUE if auteur is None else AUTEUR_SANS_COMPTE
    ligne = Journal.objects.create(
        auteur=auteur if is_compte else None,
        auteur_nom=_shorten(auteur_nom, MAX_NOM),
        au_nom_de=_shorten(au_nom_de, MAX_NOM),
        geste=Geste(geste),
        objet_type=objet_type,
        objet_uuid=objet_uuid,
        objet_libelle=_shorten(objet_libelle, MAX_LIBELLE),
        espace_uuid=espace_uuid,
        detail=dict(detail or {}),
    )
    evenements.publish(ligne)
    return ligne
