"""Two people change one card: what can be joined field by field, and what someone has to choose. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass


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
