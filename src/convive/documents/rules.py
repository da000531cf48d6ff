"""What a document and a workbook are, and when they are refused. Pure: no Django, no renderer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from convive.documents.graphiques.rules.figures import get_mot, get_nombre
from convive.documents.graphiques.rules.formats import clean_texte
from convive.donnees.rules import Statut


class DocumentInvalide(ValueError):
    """The document cannot be rendered as it is; the message is French and can be shown."""


@dataclass(frozen=True, slots=True)
class Metadonnees:
    """What the file says about itself. `date` is written in the header and as the date of the file."""

    auteur: str
    date: date
    sujet: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHtml:
    """One content for every text format: our own semantic HTML and the SVG that its `<img src=nom>` name."""

    titre: str
    corps_html: str
    metadonnees: Metadonnees
    images: Mapping[str, str] = field(default_factory=dict)
    langue: str = "fr"


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


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """A format that can be taken away."""

    extension: str
    type_mime: str
    libelle: str


FORMATS: dict[str, FormatDocument] = {
    "docx": FormatDocument(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Texte modifiable (Word, DOCX)",
    ),
    "odt": FormatDocument("odt", "application/vnd.oasis.opendocument.text", "Texte modifiable (LibreOffice, ODT)"),
    "pdf": FormatDocument("pdf", "application/pdf", "Document à lire et à imprimer (PDF accessible)"),
    "xlsx": FormatDocument(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Tableaux de chiffres (Excel, XLSX)",
    ),
}

MAX_NOM_FICHIER = 120

# Limits of the XLSX format, and of what a text document can hold and a reader can bear.
CARACTERES_TITRE_FEUILLE = 31
CARACTERES_CELLULE = 32_767
LIGNES_FEUILLE = 1_048_000
LIGNES_TABLEAU = 1_000
COLONNES_TABLEAU = 12
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
