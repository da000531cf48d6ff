"""Périmètres: what they are made of, what is refused, and the key of a saved one."""

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convive.territoires.rules.territoires import Suggestion, TypeTerritoire, is_fictif

MAX_COMMUNES = 2_000
"""A périmètre is a territory of cooperation: the largest EPCI has 158 communes, the largest département about 890."""
MAX_NOM_PERIMETRE = 120
PREFIXE_REFERENCE_PERIMETRE = "p-"
CLE_PERIMETRE = re.compile(r"[a-z2-7]{16}")
ANNEE_VALIDITE_MIN = 1990
ANNEES_VALIDITE_A_VENIR = 10


class PerimetreInconnu(LookupError):
    """No territory has this reference."""

    def __init__(self, reference: str, suggestions: Sequence[Suggestion] = (), message: str = "") -> None:
        self.reference = reference
        self.suggestions = list(suggestions)
        super().__init__(message or f"Aucun territoire ne correspond à « {reference} ».")


class PerimetreRefuse(ValueError):
    """A périmètre that cannot exist: empty, too large, unknown codes… Each message can be shown."""

    def __init__(self, messages: Sequence[str], suggestions: Sequence[Suggestion] = ()) -> None:
        self.messages = tuple(messages)
        self.suggestions = list(suggestions)
        super().__init__(" ".join(messages))


@dataclass(frozen=True, slots=True)
class CommuneResume:
    """A commune (or an arrondissement municipal) of a périmètre, with what places it."""

    code: str
    nom: str
    population_municipale: int | None
    departement: str
    departement_nom: str
    region: str
    region_nom: str
    epci: str | None
    ept: str | None
    type: str = TypeTerritoire.COMMUNE


@dataclass(frozen=True, slots=True)
class PerimetreResolu:
    """A set of today's communes, whatever it was asked by; `type` is epci, ept, commune,
    arrondissement_municipal or perimetre, `code` its SIREN, INSEE code or key. Communes are sorted by code.
    """

    reference: str
    type: str
    code: str
    nom: str
    date_validite: date
    communes: tuple[CommuneResume, ...]
    fictif: bool
    avertissements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LigneRefusee:
    """A line typed by someone that leads to no commune, with what to do about it."""

    numero: int
    texte: str
    message: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolutionCommunes:
    """Communes found for typed lines, without repetition, in the order of their codes."""

    communes: tuple[CommuneResume, ...]
    avertissements: tuple[str, ...]
    refus: tuple[LigneRefusee, ...]


@dataclass(frozen=True, slots=True)
class CreationPerimetre:
    """`is_nouveau` is False when the very same périmètre existed."""

    reference: str
    is_nouveau: bool
    avertissements: tuple[str, ...]


def clean_nom_perimetre(nom: str) -> str:
    """The name without invisible signs (control, direction of writing, unassigned…), its spaces made single.

    No keyboard writes them; a file or a chart may break on one, and a sign of direction turns the text round it.
    """
    visible = "".join(
        " " if category == "Cc" else "" if category[0] == "C" else sign
        for sign, category in ((sign, unicodedata.category(sign)) for sign in nom)
    )
    return " ".join(visible.split())


def compute_cle_perimetre(codes: Iterable[str], date_validite: date, nom: str = "") -> str:
    """A short stable key of what a périmètre contains: 16 characters in a-z2-7 (80 bits of SHA-256).

    The order and the repetition of codes do not count. The name does: two teams that choose the same communes
    keep each its own words, and nobody reads on their page a name given by a stranger.
    """
    content = "\n".join([date_validite.isoformat(), nom, *sorted(set(codes))])
    return b32encode(hashlib.sha256(content.encode()).digest()[:10]).decode().lower()


def get_reference_perimetre(cle: str) -> str:
    return f"{PREFIXE_REFERENCE_PERIMETRE}{cle}"


def get_refus_perimetre(codes: Sequence[str], nom: str, date_validite: date, today: date) -> list[str]:
    """Why these communes, this name and this date cannot make a périmètre; empty when they can."""
    refus = []
    nom = clean_nom_perimetre(nom)
    if not codes:
        refus.append("Un périmètre contient au moins une commune.")
    if len(codes) > MAX_COMMUNES:
        refus.append(f"Un périmètre contient au plus {MAX_COMMUNES} communes ; celui-ci en a {len(codes)}.")
    if len({is_fictif(code) for code in codes}) > 1:
        refus.append("Un périmètre ne mêle pas des communes fictives et des communes réelles.")
    if not nom:
        refus.append("Le périmètre a besoin d’un nom, celui que l’on dit en réunion.")
    if len(nom) > MAX_NOM_PERIMETRE:
        refus.append(f"Le nom du périmètre tient en {MAX_NOM_PERIMETRE} caractères.")
    if not ANNEE_VALIDITE_MIN <= date_validite.year <= today.year + ANNEES_VALIDITE_A_VENIR:
        refus.append(f"La date de validité est entre {ANNEE_VALIDITE_MIN} et {today.year + ANNEES_VALIDITE_A_VENIR}.")
    return refus
