"""Where things stand on a slide, in our model or in that of an institution: for PPTX and for ODP alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.opc.oxml import serialize_part_xml
from pptx.util import Cm, Emu, Pt

from convive.documents.rules.apparence import CONTRASTE_MIN, compute_contraste
from convive.documents.rules.diaporama import Encadre, Grille, Ton
from convive.documents.rules.texte import DocumentInvalide

# Kinds of layout, as the file names them (ECMA-376, ST_SlideLayoutType), the best first.
COUVERTURES = ("title",)
CONTENUS = ("obj", "tx", "objTx")
TITRES_SEULS = ("titleOnly", "obj", "tx")
HAUTEUR_SOURCE = Cm(0.9)
TAILLES_GRILLE = (18, 16, 14, 12)
LETTRES_GRILLE = 90
"""What a line of a table holds at the smallest of these sizes."""
# In the units of the file, for letters of one point: a wide letter and the height of a line of a common sans serif.
LARGEUR_LETTRE, HAUTEUR_LETTRE = Pt(1) * 0.53, Pt(1) * 1.22
MARGES_CELLULE, HAUTEUR_CELLULE = Cm(0.6), Cm(0.55)

# The card beside a content, and the line under the title.
PART_ENCADRE, ECART = 0.36, Cm(0.9)
HAUTEUR_SURTITRE, MIN_TITRE = Cm(1.1), 18
MARGE_ENCADRE, LARGEUR_BARRE = Cm(0.7), Cm(0.18)
TAILLES_ENCADRE, TAILLES_POINTS = (20, 18, 16, 14), (22, 20, 18, 16, 14)
# A paragraph, its indent and the air above it.
RETRAIT_POINT, AIR_POINT, AIR_ENCADRE = Cm(0.8), Pt(10), Pt(6)
BLANC, NOIR = "FFFFFF", "1D2A33"
AMBRE, BRIQUE, GRIS = "CC790B", "B23A25", "B9B1A4"

type Zone = tuple[int, int, int, int]


def find_disposition(presentation: Any, genres: Sequence[str]) -> Any:
    """The layout of one of these kinds that has a title. Raises `DocumentInvalide` when there is none."""
    dispositions = [d for master in presentation.slide_masters for d in master.slide_layouts]
    for genre in genres:
        for disposition in dispositions:
            if disposition._element.get("type") == genre and get_titre(disposition) is not None:
                return disposition
    for disposition in dispositions:
        if get_titre(disposition) is not None and (genres != CONTENUS or get_corps(disposition) is not None):
            return disposition
    raise DocumentInvalide("Le modèle de diapositives n’a aucune disposition avec un titre.")


def get_titre(feuille: Any) -> Any:
    """The title placeholder of a layout or of a slide."""
    return next((p for p in feuille.placeholders if p.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")), None)


def get_corps(feuille: Any) -> Any:
    """The first place for text: the body, not the footer."""
    return next((p for p in feuille.placeholders if p.placeholder_format.type.name in ("OBJECT", "BODY")), None)


def get_zone(presentation: Any) -> Zone:
    """Left, top, width and height of what is under the title, where the model puts its text."""
    disposition = find_disposition(presentation, CONTENUS)
    corps = get_corps(disposition)
    if corps is not None and corps.width is not None:
        return corps.left, corps.top, corps.width, corps.height
    marge = presentation.slide_width // 16
    haut = presentation.slide_height // 4
    return marge, haut, presentation.slide_width - 2 * marge, presentation.slide_height - haut - 2 * marge


def split_zone(zone: Zone, *, has_surtitre: bool, has_encadre: bool) -> tuple[Zone, Zone | None]:
    """The place of the content, then that of the card, under the line of the title when there is one."""
    gauche, haut, large, hauteur = zone
    if has_surtitre:
        haut, hauteur = haut + HAUTEUR_SURTITRE, hauteur - HAUTEUR_SURTITRE
    if not has_encadre:
        return (gauche, haut, large, hauteur), None
    carte = int(large * PART_ENCADRE)
    reste = large - carte - ECART
    return (gauche, haut, reste, hauteur), (gauche + reste + ECART, haut, carte, hauteur)


def compute_largeurs(grille: Grille) -> list[float]:
    """The share of each column: the longest word first, so that none is cut, then the length of the texts."""
    columns = list(zip(grille.colonnes, *grille.lignes, strict=True))
    mots = [max(len(mot) for texte in column for mot in texte.split(" ")) + 3 for column in columns]
    textes = [min(max(len(texte) for texte in column), 60) + 4 for column in columns]
    # What the words leave free goes to the columns that have the most to say.
    manques = [max(texte - mot, 0) for mot, texte in zip(mots, textes, strict=True)]
    libre = max(LETTRES_GRILLE - sum(mots), 0) / max(sum(manques), 1)
    poids = [mot + libre * manque for mot, manque in zip(mots, manques, strict=True)]
    return [part / sum(poids) for part in poids]


def choose_taille(grille: Grille, largeurs: Sequence[float], large: int, hauteur: int) -> tuple[Any, list[Any]]:
    """The largest letters with which the table holds above its source, and the height of each row: a text that goes to
    the line makes its row higher, and nothing says it to who draws what comes under."""
    rows = [grille.colonnes, *grille.lignes]
    for points in TAILLES_GRILLE:
        par_ligne = [max(1, int((large * part - MARGES_CELLULE) / (points * LARGEUR_LETTRE))) for part in largeurs]
        hauteurs = []
        for row in rows:
            hautes = max(_count_lignes(texte, place) for texte, place in zip(row, par_ligne, strict=True))
            hauteurs.append(Emu(int(hautes * points * HAUTEUR_LETTRE) + HAUTEUR_CELLULE))
        mots = [max(len(mot) for row in rows for mot in row[rang].split(" ")) for rang in range(len(largeurs))]
        # No word is cut: a narrower slide has smaller letters.
        if sum(hauteurs) <= hauteur and all(mot <= place for mot, place in zip(mots, par_ligne, strict=True)):
            break
    return Pt(points), hauteurs


def _count_lignes(texte: str, place: int) -> int:
    """How many lines a text takes when each holds `place` letters."""
    count, used = 1, 0
    for mot in texte.split(" "):
        if used and used + 1 + len(mot) > place:
            count, used = count + 1, len(mot)
        else:
            used += len(mot) + (1 if used else 0)
    return count


def choose_taille_titre(texte: str, points: float, large: int, hauteur: int) -> int | None:
    """Smaller letters for a title that its place does not hold; None when it does."""
    taille = points
    while taille > MIN_TITRE and _compute_hauteur([texte], taille, large, 0) > hauteur:
        taille -= 2
    return None if taille == points else int(taille)


def choose_taille_points(textes: Sequence[str], large: int, hauteur: int) -> int:
    """The largest letters with which the sentences hold, in points."""
    for points in TAILLES_POINTS:
        if _compute_hauteur(textes, points, large - RETRAIT_POINT - Cm(0.5), AIR_POINT) <= hauteur:
            break
    return points


@dataclass(frozen=True, slots=True)
class TailleEncadre:
    points: int
    hauteur: int


def choose_taille_encadre(encadre: Encadre, large: int, hauteur: int) -> TailleEncadre:
    """The largest letters with which a card holds, and how high its words are."""
    textes = (encadre.titre, *encadre.textes)
    for points in TAILLES_ENCADRE:
        haute = _compute_hauteur(textes, points, large, AIR_ENCADRE)
        if haute <= hauteur:
            break
    return TailleEncadre(points, haute)


def _compute_hauteur(textes: Sequence[str], points: float, large: int, air: int) -> int:
    par_ligne = max(1, int(large / (points * LARGEUR_LETTRE)))
    return int(sum(_count_lignes(texte, par_ligne) * points * HAUTEUR_LETTRE + air for texte in textes))


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a model, in hexadecimal without « # », and its fonts."""

    accent: str
    encre: str
    fond: str
    fond_second: str
    titre: str
    police_titre: str
    police: str

    def get_couleur(self, ton: Ton) -> str:
        """Five colours that one tells apart in grey too; the first two are those of the institution."""
        second = mix(self.accent, 0.55)
        tons = {Ton.PRINCIPAL: self.accent, Ton.SECOND: second, Ton.NEUTRE: GRIS}
        return tons.get(ton) or {Ton.ATTENTION: AMBRE, Ton.ALERTE: BRIQUE}[ton]


def read_theme(presentation: Any) -> Theme:
    """What the theme of the first master says; what it does not say is ours."""
    master = presentation.slide_masters[0]
    part = next((r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme")), None)
    texte = part.blob.decode("utf-8", "replace") if part is not None else ""
    cles = dict(re.findall(r'(\w+)="(\w+)"', _find(r"<p:clrMap\b([^>]*)>", _to_xml(master))))
    titre = _find(r"<p:titleStyle>.*?</p:titleStyle>", _to_xml(master), 0)
    sombre, clair = cles.get("tx1", "dk1"), cles.get("bg1", "lt1")
    encre, fond = _read_couleur(texte, sombre) or NOIR, _read_couleur(texte, clair) or BLANC
    choix = _find(r'<a:schemeClr val="(\w+)"', titre)
    return Theme(
        accent=_read_couleur(texte, "accent1") or "0B5D66",
        encre=encre,
        fond=fond,
        fond_second=_read_couleur(texte, cles.get("bg2", "lt2")) or fond,
        titre=_find(r'<a:srgbClr val="([0-9A-Fa-f]{6})"', titre)
        or _read_couleur(texte, cles.get(choix, choix))
        or encre,
        police_titre=_find(r'<a:majorFont>.*?<a:latin typeface="([^"+]+)"', texte) or "Arial",
        police=_find(r'<a:minorFont>.*?<a:latin typeface="([^"+]+)"', texte) or "Arial",
    )


def _to_xml(feuille: Any) -> str:
    return str(serialize_part_xml(feuille._element).decode())


def _find(motif: str, texte: str, groupe: int = 1) -> str:
    found = re.search(motif, texte, re.DOTALL)
    return found.group(groupe) if found else ""


def _read_couleur(theme: str, cle: str) -> str:
    """The colour of a slot of the theme; a system colour says the last that it was."""
    bloc = _find(rf"<a:{cle}>.*?</a:{cle}>", theme, 0) if cle else ""
    return (_find(r'lastClr="([0-9A-Fa-f]{6})"', bloc) or _find(r'val="([0-9A-Fa-f]{6})"', bloc)).upper()


def rgb(couleur: str) -> Any:
    return RGBColor.from_string(couleur)  # type: ignore[no-untyped-call]  # the library has no types here


def mix(couleur: str, part: float) -> str:
    """A colour on white paper: `part` 1 is the colour itself, 0 is white."""
    canaux = [int(couleur[rang : rang + 2], 16) for rang in (0, 2, 4)]
    return "".join(f"{round(255 - (255 - canal) * part):02X}" for canal in canaux)


def get_encre_sur(couleur: str) -> str:
    """Ink or white, whichever is read on a colour (WCAG 2.2)."""
    return BLANC if compute_contraste(f"#{couleur}") >= CONTRASTE_MIN else NOIR
