"""The print of a copy: what an espace says and how its rows are linked, whatever their identifiers.

Two espaces with the same content have the same print. Each row starts from the print of its text, in which every
identifier of the copy is blanked; then, several times over, it takes in the prints of the rows that it points at and
of those that point at it. So two rows that say the same are told apart by what hangs on them.
docs/format-copie.md says it step by step, for whoever wants to compute it elsewhere.
"""

import json
import re
from collections import defaultdict
from hashlib import sha256
from typing import Any

from convive.espaces.copie.champs import UUID_ECRIT, Nature, Plan

MAX_TOURS = 24
CLE_UUID = re.compile(f'(?<!\\\\)"{UUID_ECRIT.pattern}": ')


def dump(value: Any) -> str:
    """Canonical JSON: sorted keys, no escape but those that JSON asks for. Raise ValueError for an infinite number."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


class Empreinte:
    """Takes the rows one by one, in any order; keeps of each a print and its links."""

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self._textes: list[bytes] = []
        self._cites: list[tuple[str, ...]] = []
        self._ensembles: list[tuple[tuple[str, tuple[str, ...]], ...]] = []

    def add(self, plan: Plan, ligne: dict[str, Any]) -> None:
        """Add a row, as it is in the file; the former one of the same key leaves its place.

        Raise KeyError for a row without key, ValueError for half a character.
        """
        multiples = [champ.name for champ in plan.get_champs(Nature.LIENS)]
        outside = {plan.cle, *multiples}
        values = {name: value for name, value in ligne.items() if name not in outside}
        ensembles = {name: list(ligne[name]) for name in multiples if ligne.get(name)}
        text = dump(values)
        cites: tuple[str, ...] = ()
        if CLE_UUID.search(text):
            # Sorted by identifiers, the keys would not come in the same order in two copies.
            text = _fold(values, "", ensembles)
        elif cites := tuple(UUID_ECRIT.findall(text)):
            text = UUID_ECRIT.sub("@", text)
        rang = self._index.setdefault(ligne[plan.cle], len(self._textes))
        lue = slice(rang, rang + 1)
        self._textes[lue] = [sha256(f"{plan.label}\n{text}".encode()).digest()]
        self._cites[lue] = [cites]
        self._ensembles[lue] = [tuple(sorted((name, tuple(group)) for name, group in ensembles.items()))]

    def compute(self) -> str:
        """SHA-256, in hexadecimal."""
        prints = [self._compute_depart(rang) for rang in range(len(self._textes))]
        sortants = [tuple(self._index[c] for c in cites if c in self._index) for cites in self._cites]
        ensembles = [
            tuple((name.encode(), tuple(self._index[c] for c in cites if c in self._index)) for name, cites in groups)
            for groups in self._ensembles
        ]
        entrants: dict[int, list[int]] = defaultdict(list)
        for rang, cibles in enumerate(sortants):
            for cible in (*cibles, *(c for _, group in ensembles[rang] for c in group)):
                entrants[cible].append(rang)
        linked = [r for r in range(len(prints)) if sortants[r] or ensembles[r] or r in entrants]
        distinct = len(set(prints))
        for _ in range(MAX_TOURS):
            following = list(prints)
            for rang in linked:
                following[rang] = _mix(prints, rang, sortants[rang], ensembles[rang], entrants.get(rang, ()))
            prints = following
            if (count := len(set(prints))) == distinct:
                break
            distinct = count
        return sha256(b"".join(sorted(prints))).hexdigest()

    def _compute_depart(self, rang: int) -> bytes:
        """An identifier that is not in the copy counts as the text that it is."""
        marks = ["@" if cite in self._index else cite for cite in self._cites[rang]]
        for name, group in self._ensembles[rang]:
            marks += [name, *sorted("@" if cite in self._index else cite for cite in group)]
        return sha256(self._textes[rang] + "\n".join(marks).encode()).digest()


def _fold(valeur: Any, chemin: str, ensembles: dict[str, list[str]]) -> str:
    """The text of a value, identifiers blanked, and in `ensembles` those found at each place."""
    if isinstance(valeur, str):
        _cite(valeur, chemin, ensembles)
        return dump(UUID_ECRIT.sub("@", valeur))
    if isinstance(valeur, list):
        return f"[{', '.join(_fold(item, f'{chemin}[{n}]', ensembles) for n, item in enumerate(valeur))}]"
    if not isinstance(valeur, dict):
        return dump(valeur)
    items = []
    for cle, item in valeur.items():
        name = UUID_ECRIT.sub("@", cle)
        text = _fold(item, f"{chemin}.{name}", ensembles)
        _cite(cle, f"{chemin}.{name}={text}", ensembles)
        items.append(f"{dump(name)}: {text}")
    return f"{{{', '.join(sorted(items))}}}"


def _cite(texte: str, chemin: str, ensembles: dict[str, list[str]]) -> None:
    for n, cite in enumerate(UUID_ECRIT.findall(texte)):
        ensembles.setdefault(f"{chemin}:{n}", []).append(cite)


def _mix(prints: list[bytes], rang: int, sortants: Any, ensembles: Any, entrants: Any) -> bytes:
    digest = sha256(prints[rang])
    for cible in sortants:
        digest.update(b">" + prints[cible])
    for name, group in ensembles:
        digest.update(b"#" + name + b"".join(sorted(prints[cible] for cible in group)))
    digest.update(b"<" + b"".join(sorted(prints[source] for source in entrants)))
    return digest.digest()
