"""What a text document is, and when it is refused. Pure: no Django, no renderer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# What a text document can hold and a reader can bear.
LIGNES_TABLEAU = 1_000
COLONNES_TABLEAU = 12


class DocumentInvalide(ValueError):
    """The document cannot be rendered as it is; the message is French and can be shown."""


class OutilAbsent(DocumentInvalide):
    """The server lacks a program or a font; nothing in the document is to blame."""

    def __init__(self, outil: str) -> None:
        super().__init__(
            f"Ce format ne peut pas être produit ici : il manque {outil} sur le serveur. Votre document n’y est pour "
            "rien : prévenez la personne qui administre Convive, et prenez un autre format en attendant."
        )


@dataclass(frozen=True, slots=True)
class Metadonnees:
    """What the file says about itself. `date` is written in the header and as the date of the file."""

    auteur: str
    date: date
    sujet: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHtml:
    """One content for every text format: our own semantic HTML and the SVG that its `<img src=nom>` name.

    `manques` says what it still waits for, in words: it is a draft.
    """

    titre: str
    corps_html: str
    metadonnees: Metadonnees
    images: Mapping[str, str] = field(default_factory=dict)
    langue: str = "fr"
    manques: tuple[str, ...] = ()
