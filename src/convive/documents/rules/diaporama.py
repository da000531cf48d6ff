"""What slides are, and when they are refused. Pure: no Django, no renderer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from convive.documents.rules.texte import DocumentInvalide, Metadonnees
from convive.socle.formats import cut

# What a room reads from the back: beyond, the text belongs in the notes or in a document.
POINTS_DIAPOSITIVE = 7
CARACTERES_POINT = 180
CARACTERES_TITRE = 110
LIGNES_DIAPOSITIVE = 9
COLONNES_DIAPOSITIVE = 6
DIAPOSITIVES = 80
CATEGORIES_GRAPHE, SERIES_GRAPHE = 10, 5
TEXTES_ENCADRE, CARACTERES_SURTITRE = 4, 120


class Ton(StrEnum):
    """What a series means, which its colour follows in our look and in that of an institution."""

    PRINCIPAL = "principal"
    SECOND = "second"
    NEUTRE = "neutre"
    ATTENTION = "attention"
    ALERTE = "alerte"


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
class Serie:
    """One colour of a chart; `valeurs` are whole numbers, one by category."""

    nom: str
    valeurs: Sequence[int]
    ton: Ton = Ton.PRINCIPAL


@dataclass(frozen=True, slots=True)
class Graphe:
    """Horizontal bars, stacked, that one may still change in the office program: a true chart, never a picture."""

    categories: Sequence[str]
    series: Sequence[Serie]
    alternative: str
    source: str


@dataclass(frozen=True, slots=True)
class Encadre:
    """A card beside the content: what is asked of the room, or what to keep of a chart."""

    titre: str
    textes: Sequence[str]


type ContenuDiapositive = Points | Illustration | Grille | Graphe


@dataclass(frozen=True, slots=True)
class Diapositive:
    """One slide: a title that is a finding, one content, and what the speaker says (`notes`). `surtitre` is a line
    under the title: the nature of a point, its time, who presents it."""

    titre: str
    contenu: ContenuDiapositive
    notes: str = ""
    surtitre: str = ""
    encadre: Encadre | None = None


@dataclass(frozen=True, slots=True)
class Diaporama:
    """Slides: the first is made of `titre` and `sous_titre`. `images` are SVG by name."""

    titre: str
    sous_titre: str
    diapositives: Sequence[Diapositive]
    metadonnees: Metadonnees
    images: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""


# A slide of our model at 14 points, in centimetres; a row has its air, and a source stands under the table.
LETTRES_LARGEUR, HAUTEUR_GRILLE, HAUTEUR_LIGNE, AIR_LIGNE = 112, 12.4, 0.6, 0.55


def split_lignes(colonnes: Sequence[str], lignes: Sequence[Sequence[str]]) -> list[list[Sequence[str]]]:
    """The rows of a table slide by slide: one as long as they hold there, then as many on each."""
    total = sum(_compute_hauteur(colonnes, lignes, ligne) for ligne in lignes)
    pages = max(1, -(-len(lignes) // LIGNES_DIAPOSITIVE), int(-(-total // HAUTEUR_GRILLE))) if lignes else 0
    return [list(lignes[r * len(lignes) // pages : (r + 1) * len(lignes) // pages]) for r in range(pages)]


def _compute_hauteur(colonnes: Sequence[str], lignes: Sequence[Sequence[str]], ligne: Sequence[str]) -> float:
    longueurs = [max(len(colonne), *(len(row[rang]) for row in lignes)) + 4 for rang, colonne in enumerate(colonnes)]
    largeurs = [max(LETTRES_LARGEUR * longueur / sum(longueurs), 1) for longueur in longueurs]
    return AIR_LIGNE + HAUTEUR_LIGNE * max(
        -(-len(c) // int(large)) or 1 for c, large in zip(ligne, largeurs, strict=True)
    )


def number_diapositives(pages: Sequence[Diapositive]) -> list[Diapositive]:
    """The same slides, their titles cut to what fits and told apart: a screen reader lists them by their titles."""
    vus: dict[str, int] = {}
    numbered = []
    for page in pages:
        cle = page.titre.casefold()
        vus[cle] = vus.get(cle, 0) + 1
        suite = f" ({vus[cle]})" if vus[cle] > 1 else ""
        numbered.append(replace(page, titre=f"{cut(page.titre, CARACTERES_TITRE - len(suite))}{suite}"))
    return numbered


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
            raise DocumentInvalide(f"{nom}\u00a0: le titre « {diapositive.titre} » est déjà pris.")
        pris.add(diapositive.titre.casefold())
        if len(diapositive.surtitre) > CARACTERES_SURTITRE:
            raise DocumentInvalide(f"{nom}\u00a0: le surtitre a plus de {CARACTERES_SURTITRE} caractères.")
        _validate_encadre(nom, diapositive.encadre)
        if isinstance(diapositive.contenu, Graphe):
            _validate_graphe(nom, diapositive.contenu)
        else:
            _validate_contenu(nom, diapositive.contenu, diaporama.images)


def _validate_encadre(nom: str, encadre: Encadre | None) -> None:
    if encadre is None:
        return
    if not encadre.titre.strip() or not 1 <= len(encadre.textes) <= TEXTES_ENCADRE:
        raise DocumentInvalide(f"{nom}\u00a0: un encadré a un titre et de 1 à {TEXTES_ENCADRE} textes.")
    if any(len(texte) > CARACTERES_POINT for texte in encadre.textes):
        raise DocumentInvalide(f"{nom}\u00a0: un texte de l’encadré a plus de {CARACTERES_POINT} caractères.")


def _validate_graphe(nom: str, graphe: Graphe) -> None:
    if not 1 <= len(graphe.categories) <= CATEGORIES_GRAPHE or not 1 <= len(graphe.series) <= SERIES_GRAPHE:
        raise DocumentInvalide(
            f"{nom}\u00a0: un graphique a de 1 à {CATEGORIES_GRAPHE} barres et de 1 à {SERIES_GRAPHE} séries."
        )
    if any(len(serie.valeurs) != len(graphe.categories) for serie in graphe.series):
        raise DocumentInvalide(f"{nom}\u00a0: une série n’a pas une valeur par barre.")
    if not graphe.alternative.strip() or not graphe.source.strip():
        raise DocumentInvalide(f"{nom}\u00a0: un graphique a un texte de remplacement et une source.")


def _validate_contenu(nom: str, contenu: Points | Illustration | Grille, images: Mapping[str, str]) -> None:
    if isinstance(contenu, Points):
        if not 1 <= len(contenu.textes) <= POINTS_DIAPOSITIVE:
            raise DocumentInvalide(f"{nom}\u00a0: de 1 à {POINTS_DIAPOSITIVE} points, pas {len(contenu.textes)}.")
        if any(len(texte) > CARACTERES_POINT for texte in contenu.textes):
            raise DocumentInvalide(f"{nom}\u00a0: un point a plus de {CARACTERES_POINT} caractères.")
    elif isinstance(contenu, Illustration):
        if contenu.image not in images:
            raise DocumentInvalide(f"{nom}\u00a0: l’image « {contenu.image} » n’est pas fournie.")
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
