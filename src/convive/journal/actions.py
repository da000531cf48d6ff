"""Write to the journal."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from convive.journal.models import AUTEUR_AUTOMATIQUE, AUTEUR_SANS_COMPTE, MAX_LIBELLE, MAX_NOM, Geste, Journal
from convive.socle.evenements import evenements


class HorsTransaction(RuntimeError):
    """The journal was written outside a transaction, so the action could be saved without its trace or vice versa."""


def is_in_transaction() -> bool:
    """Whether a transaction is open. A separate function because each test already runs inside a transaction."""
    return bool(transaction.get_connection().in_atomic_block)


def _shorten(texte: str, size: int) -> str:
    """The text on one line, cut to fit its column: a trace must not fail because of a long name."""
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
    """Record what someone did, in the same transaction as the action itself, so that both are saved or neither.

    `auteur` is a compte, an anonymous visitor, or None when the application acts by itself. `detail` holds what is
    needed to understand the action later (old and new values), never a secret, a password or the text of a message.
    The declared events are published in the same transaction.
    Raise HorsTransaction outside a transaction, ValueError for a `geste` that is not in the closed list.
    """
    if not is_in_transaction():
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


@transaction.atomic
def delete_noms(
    *,
    auteur: Any,
    cherche: re.Pattern[str],
    get_nom: Callable[[UUID | None], str],
    espaces: list[UUID] | None,
) -> int:
    """Remove a person from the journal by replacing her name with that of her role. Return how many lines changed.

    It changes the lines that she wrote, in any espace, and the words that `cherche` finds in the lines of `espaces`
    (None: of every espace) and in those outside any espace. `get_nom` returns the name of her role in an espace. The
    lines themselves stay: what was done, and in which capacity.
    """
    changed = []
    concerned = Q() if espaces is None else Q(auteur=auteur) | Q(espace_uuid__in=espaces) | Q(espace_uuid__isnull=True)
    for ligne in Journal.objects.filter(concerned).iterator(chunk_size=1000):
        if _delete_noms_ligne(ligne, auteur, cherche, get_nom(ligne.espace_uuid)):
            changed.append(ligne)
    Journal.objects.all().replace_noms(changed)
    return len(changed)


def _delete_noms_ligne(ligne: Journal, auteur: Any, cherche: re.Pattern[str], nom: str) -> bool:
    before = (ligne.auteur_nom, ligne.au_nom_de, ligne.objet_libelle, ligne.detail)
    if ligne.auteur_id == auteur.pk:
        ligne.auteur_nom = _shorten(nom, MAX_NOM)
    ligne.au_nom_de = _shorten(cherche.sub(lambda _: nom, ligne.au_nom_de), MAX_NOM)
    ligne.objet_libelle = _shorten(cherche.sub(lambda _: nom, ligne.objet_libelle), MAX_LIBELLE)
    ligne.detail = _delete_noms_detail(ligne.detail, cherche, nom)
    return before != (ligne.auteur_nom, ligne.au_nom_de, ligne.objet_libelle, ligne.detail)


def _delete_noms_detail(detail: Any, cherche: re.Pattern[str], nom: str) -> Any:
    """The same detail with the name replaced in its texts. Keys are left alone: the code chooses them."""
    if isinstance(detail, str):
        return cherche.sub(lambda _: nom, detail)
    if isinstance(detail, list):
        return [_delete_noms_detail(item, cherche, nom) for item in detail]
    if isinstance(detail, dict):
        return {key: _delete_noms_detail(value, cherche, nom) for key, value in detail.items()}
    return detail


@transaction.atomic
def delete_consultations(*, before: datetime) -> int:
    """Delete the records of who consulted what before a date: only these have a retention period."""
    return Journal.objects.all().delete_consultations(before)
