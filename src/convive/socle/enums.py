"""A list of values, each with its label: `BROUILLON = "brouillon", "Brouillon"`. Pure Python, for `rules`."""

from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import Self


class TypeListe(EnumType):
    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label, in order, as plain strings: a migration must not depend on the name of a class."""
        membres: Iterable[EnumLibelle] = iter(cls)
        return [(str(membre), membre.libelle) for membre in membres]

    @property
    def values(cls) -> list[str]:
        return [valeur for valeur, _ in cls.choices]


class EnumLibelle(StrEnum, metaclass=TypeListe):
    """The value is stored, and never changes; the label is shown, and neither stored nor compared."""

    _value_: str
    libelle: str

    def __new__(cls, valeur: str, libelle: str = "") -> Self:
        if not libelle:
            raise TypeError(f"{valeur!r} n’a pas de libellé.")
        membre = str.__new__(cls, valeur)
        membre._value_ = valeur
        membre.libelle = libelle
        return membre
