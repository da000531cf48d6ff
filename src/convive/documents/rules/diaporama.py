"""What slides are, and when they are refused. Pure: no Django, no renderer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from convive.documents.rules.texte import DocumentInvalide, Metadonnees

# What a room reads from the back: beyond, the text belongs in the notes or in a document.
POINTS_DIAPOSITIVE = 7
CARACTERES_POINT = 180
CARACTERES_TITRE = 110
LIGNES_DIAPOSITIVE = 9
COLONNES_DIAPOSITIVE = 6
DIAPOSITIVES = 80


@dataclass(frozen=True, slots=True)
class Points:
    """A few short sentences."""

    textes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Illustration:
    """A drawing, named among the images of the slides, with the line that says where its figures come from."""

    image: str
    alternative: str
    source: str


@dataclass(frozen=True, slots=True)
class Grille:
    """A small table; columns of `nombres` (ranks from 0) are aligned on the right."""

    colonnes: Sequence[str]
    lignes: Sequence[Sequence[str]]
    source: str = ""
    nombres: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Diapositive:
    """One slide: a title that is a finding, one content, and what the speaker says (`notes`)."""

    titre: str
    contenu: Points | Illustration | Grille
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Diaporama:
    """Slides: the first is made of `titre` and `sous_titre`. `images` are SVG by name."""

    titre: str
    sous_titre: str
    diapositives: Sequence[Diapositive]
    metadonnees: Metadonnees
    images: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""


def validate_diaporama(diaporama: Diaporama) -> None:
    """Raise `DocumentInvalide` for slides that would not be read, or not by everyone."""
    if not diaporama.titre.strip():
        raise DocumentInvalide("Un diaporama a un titre.")
    if len(diaporama.diapositives) > DIAPOSITIVES:
        raise DocumentInvalide(f"Un diaporama a {DIAPOSITIVES} diapositives au plus.")
    pris: set[str] = set()
    for rang, diapositive in enumerate(diaporama.diapositives, 2):
        nom = f"Diapositive {rang}"
        if not diapositive.titre.strip():
            raise DocumentInvalide(f"{nom}\u00a0: elle n’a pas de titre.")
        if len(diapositive.titre) > CARACTERES_TITRE:
            raise DocumentInvalide(f"{nom}\u00a0: le titre a plus de {CARACTERES_TITRE} caractères.")
        if diapositive.titre.casefold() in pris:
            # A screen reader lists the slides by their titles.
            raise DocumentInvalide(f"{nom}\u00a0: le titre « {diapositive.titre} » est déjà pris.")
        pris.add(diapositive.titre.casefold())
        _validate_contenu(nom, diapositive.contenu, diaporama.images)


def _validate_contenu(nom: str, contenu: Points | Illustration | Grille, images: Mapping[str, str]) -> None:
    if isinstance(contenu, Points):
        if not 1 <= len(contenu.textes) <= POINTS_DIAPOSITIVE:
            raise DocumentInvalide(f"{nom}\u00a0: de 1 à {POINTS_DIAPOSITIVE} points, pas {len(contenu.textes)}.")
        if any(len(texte) > CARACTERES_POINT for texte in contenu.textes):
            raise DocumentInvalide(f"{nom}\u00a0: un point a plus de {CARACTERES_POINT} caractères.")
    elif isinstance(contenu, Illustration):
        if contenu.image not in images:
            raise DocumentInvalide(f"{nom}\u00a0: l’image « {contenu.image} » n’est pas fournie.")
        if not contenu.alternative.strip():
            raise DocumentInvalide(f"{nom}\u00a0: l’image n’a pas de texte de remplacement.")
        if not contenu.source.strip():
            raise DocumentInvalide(f"{nom}\u00a0: l’image n’a pas de source.")
    else:
        if not 1 <= len(contenu.colonnes) <= COLONNES_DIAPOSITIVE:
            raise DocumentInvalide(f"{nom}\u00a0: un tableau a de 1 à {COLONNES_DIAPOSITIVE} colonnes.")
        if not 1 <= len(contenu.lignes) <= LIGNES_DIAPOSITIVE:
            raise DocumentInvalide(f"{nom}\u00a0: un tableau a de 1 à {LIGNES_DIAPOSITIVE} lignes.")
        if any(len(ligne) != len(contenu.colonnes) for ligne in contenu.lignes):
            raise DocumentInvalide(f"{nom}\u00a0: une ligne n’a pas {len(contenu.colonnes)} cellules.")
