"""What a workbook is, and when it is refused. Pure: no Django, no renderer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convive.documents.graphiques.rules.figures import get_mot, get_nombre
from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rules.texte import DocumentInvalide, Metadonnees
from convive.donnees.rules import Statut


class FormatCellule(StrEnum):
    """How a column is written in a workbook."""

    TEXTE = "texte"
    ENTIER = "entier"
    DECIMAL = "decimal"
    POURCENTAGE = "pourcentage"
    EUROS = "euros"
    ANNEE = "annee"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a sheet; `largeur` is in characters."""

    libelle: str
    format: FormatCellule = FormatCellule.TEXTE
    largeur: int = 14


@dataclass(frozen=True, slots=True)
class Cellule:
    """A figure that may have no number: its statut is written as words, never as 0 nor as an empty cell."""

    valeur: float | None
    statut: Statut = Statut.VALEUR


ValeurCellule = str | int | float | date | Cellule | None


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: header, rows, then notes under the table."""

    titre: str
    colonnes: Sequence[Colonne]
    lignes: Sequence[Sequence[ValeurCellule]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Classeur:
    """A workbook."""

    titre: str
    feuilles: Sequence[Feuille]
    metadonnees: Metadonnees


# Limits of the XLSX format.
CARACTERES_TITRE_FEUILLE = 31
CARACTERES_CELLULE = 32_767
LIGNES_FEUILLE = 1_048_000
# What makes a spreadsheet read a text as a formula, full-width signs included.
DEBUTS_FORMULE = frozenset("=+-@\t\r\n＝＋－＠")
INTERDITS_TITRE_FEUILLE = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def build_titre_feuille(titre: str, pris: Sequence[str]) -> str:
    """A sheet title that spreadsheets accept: 31 characters, no forbidden sign, unlike the others whatever the case."""
    propre = clean_texte(titre).translate(INTERDITS_TITRE_FEUILLE).strip().strip("'") or "Feuille"
    occupes = {autre.casefold() for autre in pris} | {"history"}
    candidat, rang = propre[:CARACTERES_TITRE_FEUILLE].strip(), 1
    while candidat.casefold() in occupes:
        rang += 1
        suffixe = f" ({rang})"
        candidat = propre[: CARACTERES_TITRE_FEUILLE - len(suffixe)].strip() + suffixe
    return candidat


def get_contenu_cellule(valeur: ValeurCellule) -> str | int | float | date:
    """What is written in a cell: a number, or words; None and a figure without a number are words too."""
    if isinstance(valeur, Cellule):
        nombre = get_nombre(valeur.valeur, valeur.statut)
        return get_mot(valeur.statut) if nombre is None else nombre
    return get_mot(Statut.NON_DISPONIBLE) if valeur is None else valeur


def validate_classeur(classeur: Classeur) -> None:
    """Raise `DocumentInvalide` for a workbook that cannot be written whole."""
    if not classeur.feuilles:
        raise DocumentInvalide("Un classeur a au moins une feuille.")
    for feuille in classeur.feuilles:
        if not feuille.colonnes:
            raise DocumentInvalide(f"La feuille « {feuille.titre} » n’a pas de colonne.")
        if len(feuille.lignes) > LIGNES_FEUILLE:
            raise DocumentInvalide(
                f"La feuille « {feuille.titre} » a {len(feuille.lignes)} lignes\u00a0: "
                f"un tableur en prend {LIGNES_FEUILLE} au plus."
            )
        for rang, ligne in enumerate(feuille.lignes, 1):
            if len(ligne) != len(feuille.colonnes):
                raise DocumentInvalide(
                    f"Feuille « {feuille.titre} », ligne {rang}\u00a0: {len(ligne)} cellules"
                    f" pour {len(feuille.colonnes)} colonnes."
                )


def is_dangereux(texte: str) -> bool:
    """Whether a spreadsheet that reads this text may take it for a formula (OWASP, CSV Injection)."""
    return texte.lstrip(" \u00a0\u202f")[:1] in DEBUTS_FORMULE or texte[:1] in DEBUTS_FORMULE


def protect_texte(texte: str) -> str:
    """The text behind an apostrophe when it may be taken for a formula: for files whose cells have no type."""
    return f"'{texte}" if texte and is_dangereux(texte) else texte
