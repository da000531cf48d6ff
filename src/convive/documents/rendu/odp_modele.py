"""The look of an ODP, read in a PPTX: ours, or the one that an institution gave. One model serves both programs."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Cm

from convive.documents.rendu.diapositives import (
    CONTENUS,
    COUVERTURES,
    TITRES_SEULS,
    Theme,
    Zone,
    find_disposition,
    get_corps,
    get_titre,
    get_zone,
    read_theme,
)

IMAGES = (".png", ".jpg", ".jpeg", ".gif")
ANCRES = {"t": "top", "ctr": "middle", "b": "bottom"}
ALIGNEMENTS = {"l": "start", "ctr": "center", "r": "end", "just": "justify"}
MAX_IMAGES = 12


@dataclass(frozen=True, slots=True)
class StyleTexte:
    points: float
    gras: bool
    couleur: str
    alignement: str
    ancre: str


@dataclass(frozen=True, slots=True)
class ImageMasque:
    contenu: bytes
    extension: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Masque:
    """A master page. A place is None when the model has none; `traits` are lines and plain shapes, each its colour."""

    nom: str
    fond: str
    titre: Zone
    style_titre: StyleTexte
    corps: Zone | None
    style_corps: StyleTexte
    pied: Zone | None
    numero: Zone | None
    images: tuple[ImageMasque, ...]
    traits: tuple[tuple[Zone, str], ...]


@dataclass(frozen=True, slots=True)
class Modele:
    theme: Theme
    largeur: int
    hauteur: int
    zone: Zone
    couverture: Masque
    contenu: Masque
    titre_seul: Masque

    @property
    def masques(self) -> tuple[Masque, ...]:
        return self.couverture, self.contenu, self.titre_seul


def read_modele(presentation: Any) -> Modele:
    """What slides of LibreOffice need of a PPTX. Raises `DocumentInvalide`."""
    theme = read_theme(presentation)
    masques = [
        _read_masque(nom, find_disposition(presentation, genres), theme, presentation)
        for nom, genres in (("Couverture", COUVERTURES), ("Contenu", CONTENUS), ("Titre", TITRES_SEULS))
    ]
    return Modele(theme, presentation.slide_width, presentation.slide_height, get_zone(presentation), *masques)


def _read_masque(nom: str, disposition: Any, theme: Theme, presentation: Any) -> Masque:
    titre, corps = get_titre(disposition), _get_second(disposition)
    places = {p.placeholder_format.type.name: p for p in disposition.placeholders}
    entiere = get_zone(presentation)
    haut = (entiere[0], presentation.slide_height // 20, entiere[2], entiere[1] - presentation.slide_height // 20)
    feuilles = (disposition.slide_master, disposition)
    return Masque(
        nom=nom,
        fond=_read_fond(feuilles, theme),
        titre=_get_zone(titre) or haut,
        style_titre=read_style_texte(titre, disposition, "p:titleStyle", theme, theme.titre, 28),
        corps=_get_zone(corps) or (entiere if nom == "Contenu" else None),
        style_corps=read_style_texte(corps, disposition, "p:bodyStyle", theme, theme.encre, 22),
        pied=_get_zone(places.get("FOOTER")),
        numero=_get_zone(places.get("SLIDE_NUMBER")),
        images=tuple(image for feuille in feuilles for image in _list_images(feuille))[:MAX_IMAGES],
        traits=tuple(trait for feuille in feuilles for trait in _list_traits(feuille, theme)),
    )


def _get_second(disposition: Any) -> Any:
    """The subtitle of a cover, else the body."""
    subtitle = next((p for p in disposition.placeholders if p.placeholder_format.type.name == "SUBTITLE"), None)
    return subtitle if subtitle is not None else get_corps(disposition)


def _get_zone(place: Any) -> Zone | None:
    if place is None or place.width is None or place.left is None:
        return None
    return place.left, place.top, place.width, place.height


def read_style_texte(place: Any, disposition: Any, cle: str, theme: Theme, couleur: str, points: float) -> StyleTexte:
    """The nearest first: the place of the layout, that of the master, the style of all texts."""
    commun = disposition.slide_master._element.find(qn("p:txStyles"))
    niveaux = [_get_niveau(place), _get_niveau(_get_place_du_masque(place, disposition))]
    if commun is not None and commun.find(qn(cle)) is not None:
        niveaux.append(commun.find(qn(cle)).find(qn("a:lvl1pPr")))
    connus = [niveau for niveau in niveaux if niveau is not None]
    caracteres = [niveau.find(qn("a:defRPr")) for niveau in connus if niveau.find(qn("a:defRPr")) is not None]
    taille = next((int(c.get("sz")) / 100 for c in caracteres if c.get("sz")), points)
    ancre = next((a for p in (place, _get_place_du_masque(place, disposition)) if (a := _get_ancre(p))), "t")
    return StyleTexte(
        points=taille,
        gras=next((c.get("b") == "1" for c in caracteres if c.get("b")), False),
        couleur=next((found for c in caracteres if (found := _read_couleur(c, theme))), couleur),
        alignement=ALIGNEMENTS.get(next((n.get("algn") for n in connus if n.get("algn")), "l"), "start"),
        ancre=ANCRES.get(ancre, "top"),
    )


def _get_niveau(place: Any) -> Any:
    if place is None:
        return None
    corps = place._element.find(qn("p:txBody"))
    liste = corps.find(qn("a:lstStyle")) if corps is not None else None
    return liste.find(qn("a:lvl1pPr")) if liste is not None else None


def _get_ancre(place: Any) -> str:
    corps = place._element.find(qn("p:txBody")) if place is not None else None
    proprietes = corps.find(qn("a:bodyPr")) if corps is not None else None
    return proprietes.get("anchor", "") if proprietes is not None else ""


def _get_place_du_masque(place: Any, disposition: Any) -> Any:
    if place is None:
        return None
    genre = place.placeholder_format.type.name
    genres = {"CENTER_TITLE": "TITLE", "SUBTITLE": "BODY", "OBJECT": "BODY"}
    voulu = genres.get(genre, genre)
    found = disposition.slide_master.placeholders
    return next((p for p in found if p.placeholder_format.type.name == voulu), None)


def _read_couleur(element: Any, theme: Theme) -> str:
    """Hexadecimal, from a plain fill; a colour of the theme is one of those that were read."""
    remplissage = element.find(qn("a:solidFill"))
    if remplissage is None or not len(remplissage):
        return ""
    couleur = remplissage[0]
    valeur = couleur.get("val", "")
    if couleur.tag == qn("a:srgbClr"):
        return str(valeur).upper()
    noms = {"tx1": theme.encre, "dk1": theme.encre, "bg1": theme.fond, "lt1": theme.fond, "accent1": theme.accent}
    return {"tx2": theme.titre, "bg2": theme.fond_second}.get(valeur) or noms.get(valeur, "")


def _read_fond(feuilles: Sequence[Any], theme: Theme) -> str:
    """The ground of the layout, else of its master, else paper."""
    for feuille in reversed(feuilles):
        fond = feuille._element.cSld.find(qn("p:bg"))
        proprietes = fond.find(qn("p:bgPr")) if fond is not None else None
        if proprietes is not None and (couleur := _read_couleur(proprietes, theme)):
            return couleur
    return theme.fond


def _list_images(feuille: Any) -> Iterator[ImageMasque]:
    """The logo and its like: pictures that a browser draws too."""
    for forme in feuille.shapes:
        if forme.shape_type is None or forme._element.tag != qn("p:pic"):
            continue
        lien = forme._element.blipFill.find(qn("a:blip")).get(qn("r:embed"))
        if lien is None:
            continue
        part = feuille.part.related_part(lien)
        extension = posixpath.splitext(str(part.partname))[1].lower()
        if extension in IMAGES and forme.width is not None:
            yield ImageMasque(part.blob, extension, (forme.left, forme.top, forme.width, forme.height))


def _list_traits(feuille: Any, theme: Theme) -> Iterator[tuple[Zone, str]]:
    """Rules, bands and blocks of one colour."""
    for forme in feuille.shapes:
        if forme.is_placeholder or forme.width is None:
            continue
        proprietes = forme._element.find(qn("p:spPr"))
        if proprietes is None or forme._element.tag not in (qn("p:cxnSp"), qn("p:sp")):
            continue
        trait = proprietes.find(qn("a:ln"))
        couleur = _read_couleur(proprietes, theme)
        if forme._element.tag == qn("p:cxnSp") and trait is not None:
            couleur = _read_couleur(trait, theme) or theme.encre
        if couleur:
            epaisseur = max(forme.height, int(Cm(0.07))) if forme.width >= forme.height else forme.height
            large = forme.width if forme.width >= forme.height else max(forme.width, int(Cm(0.07)))
            yield (forme.left, forme.top, large, epaisseur), couleur
