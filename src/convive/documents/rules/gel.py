"""What a frozen state keeps, and the print that proves it. Pure.

The print is the SHA-256 of what was frozen: the type of the object, its title, the reason, the date, the content. It
blanks every identifier, because the copy of an espace gives new ones, and holds no author, whose name is erased when
she asks: so the same print proves the same content here, in a copy, and years later.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from convive.documents.rules.blocs import Element, dump_elements, load_elements
from convive.socle.formats import INSECABLE

VERSION = 1
MAX_TITRE_GEL = 300
MAX_MOTIF = 300
# The identifiers that a copy replaces wherever they are written: `espaces.copie` has the same form.
IDENTIFIANT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Verdict(StrEnum):
    """What the check of a frozen state says."""

    INTACT = "intact"
    CONTENU_CHANGE = "contenu_change"
    """The content is not that of the print."""
    SCEAU_ROMPU = "sceau_rompu"
    """The content is that of the print, but this installation did not seal this row as it is."""


@dataclass(frozen=True, slots=True)
class ContenuGele:
    """What is frozen of an object: its title, the blocks that one reads, and `donnees`, JSON values for machines.

    It names nobody as its author: names inside texts stay as they were written, a column would never be erased.
    """

    titre: str
    elements: tuple[Element, ...]
    donnees: Mapping[str, Any] = field(default_factory=dict)


def dump_contenu(contenu: ContenuGele) -> str:
    """The canonical text of a content: what is stored, and printed."""
    valeur = {"version": VERSION, "elements": dump_elements(contenu.elements), "donnees": dict(contenu.donnees)}
    return _dump(valeur)


def load_contenu(titre: str, texte: str) -> ContenuGele:
    """The content of a canonical text. Raise ValueError when it was changed so much that nothing can be read."""
    valeur = json.loads(texte)
    if not isinstance(valeur, dict) or not isinstance(valeur.get("donnees"), dict):
        raise ValueError("Le contenu est illisible.")
    return ContenuGele(titre, load_elements(valeur.get("elements")), valeur["donnees"])


def compute_empreinte(*, objet_type: str, titre: str, motif: str, date: datetime, contenu: str) -> str:
    """SHA-256, in hexadecimal."""
    parts = [objet_type, titre, motif, date.astimezone(UTC).isoformat(timespec="seconds"), contenu]
    return sha256(IDENTIFIANT.sub("@", _dump(parts)).encode()).hexdigest()


def compute_empreinte_vue(contenu: ContenuGele) -> str:
    """The print of what a page shows before it is frozen: whoever freezes, freezes what she has read."""
    return sha256(_dump([contenu.titre, dump_contenu(contenu)]).encode()).hexdigest()


def get_empreinte_courte(empreinte: str) -> str:
    """Four groups that can be read aloud, or compared with those of a printed page; they stay on one line."""
    return INSECABLE.join(empreinte[rang : rang + 4] for rang in range(0, 16, 4)).upper()


def _dump(valeur: Any) -> str:
    return json.dumps(valeur, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
