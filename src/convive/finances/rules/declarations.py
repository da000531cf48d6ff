"""What a gestionnaire declares to the Caf in a year, with which documents, and when to remind them. Pure Python.

The dates come from one Caf: a pattern, which says so until the territory writes those of its own.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from convive.finances.rules.sources import CatalogueInvalide, Confiance, write_mois
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde

TOUS = "tous"
"""In place of the prestations: every service that the Caf pays."""


class SorteEtape(EnumLibelle):
    DECLARATION = "declaration", "Déclaration"
    VERSEMENT = "versement", "Versement"


class Moment(EnumLibelle):
    """When a document is asked for."""

    ANNEE = "annee", "Toute l’année"
    CONVENTION = "convention", "Pendant la durée de la convention"
    CONVENTIONNEMENT = "conventionnement", "À la signature de la convention"
    DECLARATION = "declaration", "Avec une déclaration"
    CONTROLE = "controle", "En cas de contrôle"
    LABEL = "label", "Pour obtenir le label"
    AGREMENT = "agrement", "Pour obtenir l’agrément"
    APPEL = "appel", "Avec la réponse à l’appel annuel"
    DEMANDE = "demande", "Avec la demande d’aide"
    RECRUTEMENT = "recrutement", "Dès le recrutement"
    AVANT_FINANCEMENT = "avant_financement", "Avant le financement"
    UNE_FOIS = "une_fois", "Une seule fois"


@dataclass(frozen=True, slots=True)
class Repere:
    """A day of the year; `annee` is counted from the year one asks for: −1 is the one before."""

    jour: int
    mois: int
    annee: int = 0

    def get_date(self, annee: int) -> date:
        """A day that the month does not have, like 29 February of a common year, is its last one."""
        year = annee + self.annee
        return date(year, self.mois, min(self.jour, monthrange(year, self.mois)[1]))


@dataclass(frozen=True, slots=True)
class Etape:
    """A step of every year. `annee` is the year that it speaks of, counted from the one asked for; `prestations` is
    None for all of them. `is_locale`: its dates are those of one Caf."""

    cle: str
    libelle: str
    sorte: SorteEtape
    annee: int
    ouvre: Repere | None
    avant: Repere | None
    usage: str
    prestations: tuple[str, ...] | None
    sources: tuple[str, ...]
    confiance: Confiance
    vue_le: str
    is_locale: bool


@dataclass(frozen=True, slots=True)
class EcheanceDeclaration:
    """A step in a given year; `limite` is the last day, None for a payment."""

    cle: str
    libelle: str
    sorte: SorteEtape
    ouvre: date | None
    limite: date | None
    usage: str
    sources: tuple[str, ...]
    confiance: Confiance
    vue_le: str
    is_locale: bool

    @property
    def quand(self) -> date:
        """Where it stands in a calendar: the last day if there is one, otherwise the first."""
        jour = self.limite or self.ouvre
        assert jour is not None  # noqa: S101 - `build_calendrier` refuses a step without any day
        return jour

    @property
    def reserve(self) -> str:
        if not self.is_locale:
            return ""
        return f"Date donnée par une Caf en {write_mois(self.vue_le)}\u00a0: à remplacer par celle de la vôtre."


@dataclass(frozen=True, slots=True)
class Piece:
    """A document; `prestations` is None for all of them, empty for one that only goes with a request of aid.
    `obligatoire` is None when the source does not say so."""

    cle: str
    libelle: str
    prestations: tuple[str, ...] | None
    moment: Moment
    obligatoire: bool | None
    sources: tuple[str, ...]
    confiance: Confiance


@dataclass(frozen=True, slots=True)
class Relance:
    """A declaration to remind of; `jours` is negative once the last day is past."""

    echeance: EcheanceDeclaration
    jours: int

    @property
    def is_depassee(self) -> bool:
        return self.jours < 0

    @property
    def phrase(self) -> str:
        assert self.echeance.limite is not None  # noqa: S101 - `compute_relances` leaves the payments out
        nom, limite = self.echeance.libelle, date_longue(self.echeance.limite)
        if self.is_depassee:
            return f"{nom}\u00a0: la date du {limite} est passée depuis {nombre_accorde(-self.jours, 'jour')}."
        if not self.jours:
            return f"{nom}\u00a0: à déclarer aujourd’hui, {limite}."
        return f"{nom}\u00a0: à déclarer avant la fin du {limite}, dans {nombre_accorde(self.jours, 'jour')}."


def build_calendrier(rows: Iterable[Mapping[str, Any]]) -> tuple[Etape, ...]:
    """Raise CatalogueInvalide for a step without any day, or that ends before it begins."""
    etapes = []
    for row in rows:
        entree = {cle: valeur for cle, valeur in row.items() if cle != "local"}
        etape = Etape(
            **{
                **entree,
                "sorte": SorteEtape(row["sorte"]),
                "ouvre": _build_repere(row["ouvre"]),
                "avant": _build_repere(row["avant"]),
                "prestations": _build_prestations(row["prestations"]),
                "sources": tuple(row["sources"]),
                "confiance": Confiance(row["confiance"]),
                "is_locale": row["local"],
            }
        )
        if etape.ouvre is None and etape.avant is None:
            raise CatalogueInvalide(f"L’étape {etape.cle} n’a aucune date.")
        if etape.ouvre and etape.avant and _rank(etape.ouvre) > _rank(etape.avant):
            raise CatalogueInvalide(f"L’étape {etape.cle} se termine avant de commencer.")
        etapes.append(etape)
    return tuple(etapes)


def build_pieces(rows: Iterable[Mapping[str, Any]]) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            **{
                **row,
                "prestations": _build_prestations(row["prestations"]),
                "moment": Moment(row["moment"]),
                "sources": tuple(row["sources"]),
                "confiance": Confiance(row["confiance"]),
            }
        )
        for row in rows
    )


def list_echeances(
    calendrier: Iterable[Etape], *, annee: int, prestations: Collection[str]
) -> list[EcheanceDeclaration]:
    """The steps of a year for services that are paid by these prestations, in the order of their days; none without
    any prestation. The prévisionnel of a year opens at the end of the year before: around the new year, ask for both.
    """
    found = [
        EcheanceDeclaration(
            cle=etape.cle,
            libelle=etape.libelle.replace("{annee}", str(annee + etape.annee)),
            sorte=etape.sorte,
            ouvre=etape.ouvre.get_date(annee) if etape.ouvre else None,
            limite=etape.avant.get_date(annee) if etape.avant else None,
            usage=etape.usage,
            sources=etape.sources,
            confiance=etape.confiance,
            vue_le=etape.vue_le,
            is_locale=etape.is_locale,
        )
        for etape in calendrier
        if any(_concerne(etape.prestations, prestation) for prestation in prestations)
    ]
    return sorted(found, key=lambda echeance: echeance.quand)


def list_pieces(pieces: Iterable[Piece], *, prestation: str, moment: Moment | None = None) -> list[Piece]:
    """What may be asked of a service with this prestation, at a moment or at any, in the order of the catalogue."""
    return [
        piece
        for piece in pieces
        if _concerne(piece.prestations, prestation) and (moment is None or piece.moment is moment)
    ]


def compute_manquantes(attendues: Iterable[Piece], deposees: Collection[str]) -> list[Piece]:
    """Those whose key is not among the deposited ones; a deposited document that nobody expects changes nothing."""
    return [piece for piece in attendues if piece.cle not in deposees]


def compute_relances(echeances: Iterable[EcheanceDeclaration], today: date, *, jours: int) -> list[Relance]:
    """The declarations, not made yet, that are open and end within this many days, or should have been made, the most
    pressing first. The caller leaves out those that were made."""
    found = [
        Relance(echeance, (echeance.limite - today).days)
        for echeance in echeances
        if echeance.sorte is SorteEtape.DECLARATION
        and echeance.limite is not None
        and (echeance.ouvre is None or echeance.ouvre <= today)
        and (echeance.limite - today).days <= jours
    ]
    return sorted(found, key=lambda relance: relance.jours)


def _build_repere(row: Mapping[str, int] | None) -> Repere | None:
    return None if row is None else Repere(**row)


def _build_prestations(value: str | list[str]) -> tuple[str, ...] | None:
    return None if value == TOUS else tuple(value)


def _concerne(prestations: tuple[str, ...] | None, prestation: str) -> bool:
    return prestations is None or prestation in prestations


def _rank(repere: Repere) -> tuple[int, int, int]:
    return repere.annee, repere.mois, repere.jour
