"""Two people change one card: what can be joined, and what someone has to choose. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ValeursReunies:
    """`valeurs` can be saved when `conflits` is empty; `conflits` gives, field by field, what is saved today."""

    valeurs: Mapping[str, object]
    conflits: Mapping[str, object]


def fuse_valeurs(
    *, depart: Mapping[str, object], actuelles: Mapping[str, object], saisies: Mapping[str, object]
) -> ValeursReunies:
    """What was typed, from `depart` on, joined with what is there now.

    A field that only one side changed takes that change. One that `depart` does not tell counts as changed.
    """
    valeurs, conflits = dict(actuelles), {}
    for champ, saisie in saisies.items():
        actuelle = actuelles[champ]
        if saisie == actuelle or (champ in depart and saisie == depart[champ]):
            continue
        if champ in depart and actuelle == depart[champ]:
            valeurs[champ] = saisie
        else:
            conflits[champ] = actuelle
    return ValeursReunies(valeurs, conflits)


def fuse_listes[T](actuels: Iterable[T], depart: frozenset[T], choisis: frozenset[T]) -> frozenset[T]:
    """What someone ticked and unticked, applied to what is there now: two people never undo one another."""
    return (frozenset(actuels) - (depart - choisis)) | (choisis - depart)


def write_valeur(valeur: object) -> str:
    """A value as a text, by which two of them compare: nothing, a day, a number, an identifier, a list."""
    if valeur is None or valeur == "":
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        # « 12.50 » and « 12.5 » are one number.
        return format(valeur.normalize(), "f")
    if isinstance(valeur, date | time):
        return valeur.isoformat()
    if isinstance(valeur, UUID):
        return str(valeur)
    if isinstance(valeur, (list, tuple, set, frozenset)):
        return " ".join(sorted(write_valeur(item) for item in valeur))
    return str(valeur)


def write_valeurs(valeurs: Mapping[str, object]) -> dict[str, str]:
    return {champ: write_valeur(valeur) for champ, valeur in valeurs.items()}
