"""Two people edit the same fiche: which changes can be merged, and which need a choice. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ValeursReunies:
    """`valeurs` can be saved if `conflits` is empty; `conflits` maps each field in conflict to its saved value."""

    valeurs: Mapping[str, object]
    conflits: Mapping[str, object]


def fuse_valeurs(
    *, depart: Mapping[str, object], actuelles: Mapping[str, object], saisies: Mapping[str, object]
) -> ValeursReunies:
    """Merge what was typed with what is saved now, both starting from `depart`.

    A field that only one side changed takes that change. A field missing from `depart` counts as changed.
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
    """Apply what someone ticked and unticked to what is saved now, so that two people never undo each other."""
    return (frozenset(actuels) - (depart - choisis)) | (choisis - depart)


def write_valeur(valeur: object) -> str:
    """A value (nothing, a day, a number, an identifier, a list) as a text that can be compared with another."""
    if valeur is None or valeur == "":
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        # « 12.50 » and « 12.5 » are the same number.
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
