"""Dated parameters: what is known of a rate in a year, and why not when it is not. Pure Python.

A missing value is « inconnu », never zero: what needs it stops, and says what it lacks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from convive.finances.rules.sources import Confiance, Precision, Source
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre

MAX_CLE = 60
MAX_RESERVE = 300
FIN_DES_REGLES = "regles.fin"
"""The key of the last year whose rules are known: the national agreement ends with it."""


class Origine(EnumLibelle):
    """Who says so: the nearest wins."""

    ESPACE = "espace", "Saisi par votre équipe"
    CAF = "caf", "Saisi par votre Caf"
    PRODUIT = "produit", "Fourni avec Convive"


class Theme(EnumLibelle):
    EAJE = "eaje", "Crèches"
    BONUS = "bonus", "Bonus de la Caf"
    RPE = "rpe", "Relais petite enfance"
    LOISIRS = "loisirs", "Accueils de loisirs"
    JEUNESSE = "jeunesse", "Jeunesse"
    PARENTALITE = "parentalite", "Parentalité"
    VIE_SOCIALE = "vie_sociale", "Animation de la vie sociale"
    INVESTISSEMENT = "investissement", "Investissement"
    PILOTAGE = "pilotage", "Pilotage et fonds"


@dataclass(frozen=True, slots=True)
class Cle:
    """A line of a scale. `empeche`: what cannot be computed while nobody knows it."""

    cle: str
    nom: str
    theme: Theme
    unite: str
    empeche: str = ""


@dataclass(frozen=True, slots=True)
class ValeurDatee:
    """`maximum` makes it a range. Both dates are included; None: nobody has established it."""

    cle: str
    valeur: Decimal
    maximum: Decimal | None
    debut: date | None
    fin: date | None
    confiance: Confiance
    origine: Origine
    sources: tuple[Source, ...] = ()
    reserve: str = ""

    def is_en_vigueur(self, annee: int) -> bool:
        """In force on one day of this year at least."""
        debut_connu = self.debut is None or self.debut.year <= annee
        return debut_connu and (self.fin is None or self.fin.year >= annee)

    @property
    def montant(self) -> str:
        """« 2 600 à 3 600 »."""
        ecrit = _write_nombre(self.valeur)
        return f"{ecrit} à {_write_nombre(self.maximum)}" if self.maximum is not None else ecrit

    @property
    def periode(self) -> str:
        if self.debut and self.fin:
            if (self.debut.month, self.debut.day, self.fin.month, self.fin.day) == (1, 1, 12, 31):
                annees = sorted({self.debut.year, self.fin.year})
                return " à ".join(str(annee) for annee in annees)
            return f"du {date_longue(self.debut)} au {date_longue(self.fin)}"
        if self.debut:
            return f"depuis {_write_debut(self.debut)}"
        return f"jusqu’au {date_longue(self.fin)}" if self.fin else "sans date"


def _write_debut(jour: date) -> str:
    return str(jour.year) if (jour.month, jour.day) == (1, 1) else f"le {date_longue(jour)}"


def _write_nombre(valeur: Decimal) -> str:
    decimales = max(0, -int(valeur.normalize().as_tuple().exponent))
    # Half an amount in euros is written with its cents: « 4,50 ».
    return nombre(valeur, 2 if decimales == 1 else decimales)


@dataclass(frozen=True, slots=True)
class Connue:
    valeur: ValeurDatee
    cle: Cle


@dataclass(frozen=True, slots=True)
class Inconnue:
    """`raison` ends a sentence that begins with « inconnu, »: « faute de … »."""

    cle: Cle
    raison: str
    derniere: ValeurDatee | None = None
    """The last one that was known, shown and never used."""


@dataclass(frozen=True, slots=True)
class Bareme:
    """All that is known of each key, from every origin."""

    cles: Mapping[str, Cle]
    valeurs: Mapping[str, Sequence[ValeurDatee]]

    @property
    def derniere_annee(self) -> int | None:
        """The last year whose rules are known."""
        found = [row.valeur for row in self.valeurs.get(FIN_DES_REGLES, ())]
        return int(max(found)) if found else None


def find_valeur(bareme: Bareme, cle: str, annee: int) -> Connue | Inconnue:
    """What this key is worth in a year: of the nearest origin that says something, what began last.

    Raise KeyError for a key of no scale.
    """
    ligne, rows = bareme.cles[cle], bareme.valeurs.get(cle, ())
    fin = bareme.derniere_annee
    if fin is not None and annee > fin and not any(_is_dite_pour(row, annee) for row in rows):
        return Inconnue(ligne, f"les règles ne sont pas connues après {fin}", _find_derniere(rows, annee))
    for origine in Origine:
        found = [row for row in rows if row.origine is origine and row.is_en_vigueur(annee)]
        if not found:
            continue
        valeur = max(found, key=_sort_debut)
        if valeur.confiance is Confiance.C:
            return Inconnue(ligne, "la seule valeur trouvée est à confirmer auprès de la Caf", valeur)
        return Connue(valeur, ligne)
    derniere = _find_derniere(rows, annee)
    if derniere is None:
        return Inconnue(ligne, f"aucune valeur n’est saisie pour {annee}")
    annee_connue = derniere.fin.year if derniere.fin else annee
    return Inconnue(ligne, f"la dernière valeur connue est de {annee_connue}", derniere)


def _is_dite_pour(row: ValeurDatee, annee: int) -> bool:
    """Said for that year, and not only without an end."""
    return row.origine is not Origine.PRODUIT and row.fin is not None and row.is_en_vigueur(annee)


def _find_derniere(rows: Iterable[ValeurDatee], annee: int) -> ValeurDatee | None:
    past = [row for row in rows if row.debut is None or row.debut.year <= annee]
    return max(past, key=_sort_debut, default=None)


def _sort_debut(row: ValeurDatee) -> date:
    return row.debut or date.min


def list_manques(bareme: Bareme, annee: int) -> list[Inconnue]:
    """What is not known for this year and prevents something, in the order of the scales."""
    found = [find_valeur(bareme, cle, annee) for cle, ligne in bareme.cles.items() if ligne.empeche]
    return [row for row in found if isinstance(row, Inconnue)]


def build_cles(rows: Iterable[Mapping[str, Any]]) -> dict[str, Cle]:
    return {
        row["cle"]: Cle(row["cle"], row["nom"], Theme(row["theme"]), row["unite"], row.get("empeche", ""))
        for row in rows
    }


def build_valeurs(
    rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]
) -> dict[str, tuple[ValeurDatee, ...]]:
    """What a catalogue says of each key. Raise KeyError for a source that is not in the list."""
    return {row["cle"]: tuple(_read_valeur(row["cle"], lue, sources) for lue in row.get("valeurs", ())) for row in rows}


def _read_valeur(cle: str, lue: Mapping[str, Any], sources: Mapping[str, Source]) -> ValeurDatee:
    maximum = lue.get("maximum")
    return ValeurDatee(
        cle,
        Decimal(str(lue["valeur"])),
        None if maximum is None else Decimal(str(maximum)),
        lue.get("debut"),
        lue.get("fin"),
        Confiance(lue["confiance"]),
        Origine.PRODUIT,
        tuple(sources[code] for code in lue["sources"]),
        lue.get("reserve", ""),
    )


def build_source_saisie(mots: str, adresse: str) -> Source:
    """What a team said of where it read a value."""
    return Source("", mots, None, Precision.INCONNUE, (adresse,) if adresse else ())
