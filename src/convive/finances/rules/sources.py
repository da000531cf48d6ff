"""Where what the catalogues say was read, and how far it can be trusted. Pure Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from convive.socle.enums import EnumLibelle
from convive.socle.formats import MOIS


class CatalogueInvalide(ValueError):
    """An entry of a catalogue cannot be used; the message names it."""


class Confiance(EnumLibelle):
    """From the best to the least sure."""

    A = "A", "Texte officiel, ou page nationale du financeur"
    B = "B", "Une Caf, une association d’élus, la presse spécialisée ou le Parlement"
    C = "C", "Ancien, indirect ou déduit"


class Precision(EnumLibelle):
    """How well the date of a content is known; the label stands before it."""

    EXACTE = "exacte", "en"
    ENVIRON = "environ", "vers"
    AVANT = "avant", "avant"
    APRES = "apres", "après"
    INCONNUE = "inconnue", "non datée"


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `date` is that of its content, « 2025 » or « 2025-11 », None if unknown; one without address has its
    title in `libelle`."""

    code: str
    libelle: str
    date: str | None
    precision: Precision
    adresses: tuple[str, ...]

    @property
    def quand(self) -> str:
        """« en novembre 2025 », « vers 2022 », « non datée »."""
        if self.date is None:
            return Precision.INCONNUE.libelle
        return f"{self.precision.libelle} {write_mois(self.date)}"


def write_mois(quand: str) -> str:
    """« 2025-11 » → « novembre 2025 »; a year alone stays as it is."""
    annee, _, mois = quand.partition("-")
    return f"{MOIS[int(mois) - 1]}\u00a0{annee}" if mois else annee


def build_sources(rows: Iterable[Mapping[str, Any]]) -> dict[str, Source]:
    """Code → source, in the order of the file. Raise CatalogueInvalide for a code written twice."""
    sources: dict[str, Source] = {}
    for row in rows:
        if row["code"] in sources:
            raise CatalogueInvalide(f"La source {row['code']} est écrite deux fois.")
        entree = {"precision": Precision(row["precision"]), "adresses": tuple(row["adresses"])}
        sources[row["code"]] = Source(**{**row, **entree})
    return sources
