"""A cache of the pieces of a page, by name, valid as long as one fingerprint stays the same.

The code that opens a memory chooses what the fingerprint depends on (`espaces/memoire.py` for the home of an espace);
the code that builds a piece only gives it a name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from django.core.cache import cache

PAQUET = Path(__file__).resolve().parents[1]
SUFFIXES = frozenset({".py", ".html", ".yaml"})


@dataclass(slots=True)
class Memoire:
    """Pieces cached under `cle`, discarded when `empreinte` changes. They must be picklable and hold no model row."""

    cle: str
    empreinte: str
    duree: int
    morceaux: dict[str, Any] = field(default_factory=dict)
    is_changee: bool = False

    def get[T](self, nom: str, build: Callable[[], T]) -> T:
        """The piece of this name, built if it is not cached."""
        if nom not in self.morceaux:
            self.morceaux[nom] = build()
            self.is_changee = True
        return cast(T, self.morceaux[nom])

    def save(self) -> None:
        """Store the pieces in the cache, unless all of them came from it."""
        if self.is_changee:
            cache.set(_build_cle(self.cle), (self.empreinte, self.morceaux), timeout=self.duree)
            self.is_changee = False


def open_memoires(empreintes: dict[str, str], duree: int) -> dict[str, Memoire]:
    """The memory of each key, with its pieces if they have the same fingerprint; one read of the cache for all."""
    found = cache.get_many([_build_cle(cle) for cle in empreintes])
    memoires = {}
    for cle, empreinte in empreintes.items():
        kept, morceaux = found.get(_build_cle(cle), ("", {}))
        memoires[cle] = Memoire(cle, empreinte, duree, dict(morceaux) if kept == empreinte else {})
    return memoires


def _build_cle(cle: str) -> str:
    return f"memoire_{get_version_code()}_{cle}"


@lru_cache(maxsize=1)
def get_version_code() -> str:
    """A fingerprint of the running code, so that pieces built by another version are never read, nor unpickled."""
    files = sorted(path for path in PAQUET.rglob("*") if path.suffix in SUFFIXES)
    content = "\n".join(f"{path.relative_to(PAQUET)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return sha256(content.encode()).hexdigest()[:16]
