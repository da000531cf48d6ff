"""From a Vega-Lite spec to an SVG that may stand in a page under a strict policy, in a PDF and in a word processor."""

import functools
import hashlib
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import vl_convert
from django.core.cache import cache

from convive.documents.graphiques import charte
from convive.documents.graphiques.rules.formats import LOCALE_NOMBRES, clean_texte
from convive.socle.formats import FINE, INSECABLE

# Raise it when the cleaning changes: what is cached under another version is forgotten.
VERSION = 2
POLICES_DIR = Path(__file__).resolve().parent.parent / "modeles" / "polices"
ESPACE_NOMS = "http://www.w3.org/2000/svg"
# Everything that Vega may write and that we keep; anything else (role, aria-*, class, style, on*, xlink) goes.
ATTRIBUTS = frozenset(
    {
        "d",
        "x",
        "y",
        "dx",
        "dy",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "width",
        "height",
        "transform",
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "opacity",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
    }
)
# What a child takes from its group when it does not say it itself.
HERITES = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-linecap",
    "font-size",
    "font-weight",
    "text-anchor",
)
BALISES = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan"})
DEBUT = re.compile(r'^<svg\s+xmlns="[^"]*"\s+(viewBox="[^"]*")\s*>')
VUE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
IDENTIFIANT = "cv-graphique-id"  # replaced in each chart by an identifier of its own


@functools.cache
def register_polices() -> None:
    """Tell the renderer where the packaged font is; without it a system sans serif is used."""
    if POLICES_DIR.is_dir():
        vl_convert.register_font_directory(str(POLICES_DIR))


def render_svg(spec: dict[str, Any]) -> str:
    """Render a Vega-Lite spec to a clean SVG, from the cache when the same spec was rendered by the same versions."""
    spec = _clean_spec(spec)
    contenu = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    graine = f"{VERSION}|{metadata.version('vl-convert-python')}|{contenu}"
    cle = f"documents:graphique:{hashlib.sha256(graine.encode()).hexdigest()}"
    svg: str | None = cache.get(cle)
    if svg is None:
        register_polices()
        svg = clean_svg(vl_convert.vegalite_to_svg(spec, format_locale=LOCALE_NOMBRES, allowed_base_urls=[]))
        cache.set(cle, svg, timeout=None)
    return svg


def _clean_spec(valeur: Any) -> Any:
    """The same spec, every text of it fit for XML: on any other character the renderer ends the whole process."""
    if isinstance(valeur, str):
        return clean_texte(valeur)
    if isinstance(valeur, dict):
        return {_clean_spec(cle): _clean_spec(element) for cle, element in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_clean_spec(element) for element in valeur]
    return valeur


def clean_svg(svg: str) -> str:
    """Keep shapes and texts only: no role, class, style, event or link; a view box in place of a size."""
    racine = ElementTree.fromstring(svg)  # noqa: S314 - our own renderer's output, no outside document
    largeur, hauteur = racine.attrib["width"], racine.attrib["height"]
    _clean_element(racine)
    racine.attrib.clear()
    racine.set("viewBox", f"0 0 {largeur} {hauteur}")
    ElementTree.register_namespace("", ESPACE_NOMS)
    return ElementTree.tostring(racine, encoding="unicode", short_empty_elements=True)


def _clean_element(element: ElementTree.Element) -> None:
    for enfant in list(element):
        balise = enfant.tag.removeprefix(f"{{{ESPACE_NOMS}}}")
        _clean_element(enfant)
        vide = (
            balise not in BALISES
            or enfant.get("display") == "none"
            or "background" in enfant.get("class", "").split()
            or (balise == "g" and not len(enfant))
            or (balise == "path" and not enfant.get("d"))
            or (balise == "text" and not (enfant.text or len(enfant)))
        )
        if vide:
            element.remove(enfant)
            continue
        gardes = {nom: valeur for nom, valeur in enfant.attrib.items() if nom in ATTRIBUTS}
        if gardes.get("transform") == "translate(0,0)" or (
            gardes.get("transform") == "translate(0.5,0.5)" and balise == "g"
        ):
            del gardes["transform"]
        if gardes.get("opacity") == "1":
            del gardes["opacity"]
        if balise == "text" and "stroke" in gardes:
            gardes["paint-order"] = "stroke"
            gardes["stroke-linejoin"] = "round"
        if gardes.get("fill") == charte.TRAME_POINTS:
            gardes["fill"] = f"url(#{IDENTIFIANT}-secret)"
        elif gardes.get("fill") == charte.TRAME_HACHURES:
            gardes["fill"] = f"url(#{IDENTIFIANT}-absent)"
        enfant.attrib.clear()
        enfant.attrib.update(gardes)
        if balise == "g":
            gardes = _share_attributs(enfant)
        # A group that carries nothing any more gives its children to its parent.
        if balise == "g" and not gardes:
            rang = list(element).index(enfant)
            element.remove(enfant)
            for petit in reversed(list(enfant)):
                element.insert(rang, petit)


def _share_attributs(groupe: ElementTree.Element) -> dict[str, str]:
    """Say once, on the group, what all its children say; the attributes of the group afterwards."""
    enfants = list(groupe)
    for nom in HERITES if len(enfants) > 1 else ():
        valeurs = {enfant.get(nom) for enfant in enfants}
        if len(valeurs) == 1 and None not in valeurs:
            groupe.set(nom, valeurs.pop() or "")
            for enfant in enfants:
                del enfant.attrib[nom]
    return dict(groupe.attrib)


def label_svg(svg: str, titre: str, description: str) -> str:
    """Give a rendered SVG its role, title and description, under identifiers drawn from its content."""
    titre, description = clean_texte(titre), clean_texte(description)
    empreinte = hashlib.sha256(f"{titre}|{description}|{svg}".encode()).hexdigest()[:12]
    identifiant = f"g-{empreinte}"
    trames = _build_trames() if IDENTIFIANT in svg else ""
    entete = (
        f'<svg xmlns="{ESPACE_NOMS}" class="cv-graphique" role="img"'
        f' aria-labelledby="{IDENTIFIANT}-titre {IDENTIFIANT}-desc"'
        f" font-family='{charte.FAMILLE_SVG}'"
    )
    textes = (
        f'<title id="{IDENTIFIANT}-titre">{escape(titre)}</title>'
        f'<desc id="{IDENTIFIANT}-desc">{escape(description)}</desc>{trames}'
    )
    corps, trouves = DEBUT.subn(lambda trouve: f"{entete} {trouve.group(1)}>{textes}", svg, count=1)
    if not trouves:
        raise ValueError("Le dessin ne commence pas par un élément svg et sa vue.")
    return corps.replace(IDENTIFIANT, identifiant)


def _build_trames() -> str:
    """Dots for a secret figure, hatches for a missing one, on paper: told apart in black and white."""
    return (
        f'<defs><pattern id="{IDENTIFIANT}-secret" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<rect width="7" height="7" fill="{charte.PAPIER}"/>'
        f'<circle cx="1.75" cy="1.75" r="1.1" fill="{charte.ENCRE_2}"/>'
        f'<circle cx="5.25" cy="5.25" r="1.1" fill="{charte.ENCRE_2}"/></pattern>'
        f'<pattern id="{IDENTIFIANT}-absent" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{charte.PAPIER}"/>'
        f'<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6" stroke="{charte.LIGNE_FORTE}" stroke-width="1.6"/></pattern></defs>'
    )


def get_taille(svg: str) -> tuple[float, float]:
    """Width and height of one of our SVG, in its own pixels."""
    trouve = VUE.search(svg)
    if trouve is None:
        raise ValueError("Image SVG sans viewBox : sa taille est inconnue.")
    return float(trouve.group(1)), float(trouve.group(2))


def svg_to_png(svg: str, largeur_px: int) -> bytes:
    """Rasterise one of our SVG at a width in pixels, for documents that do not take vector images."""
    register_polices()
    largeur, hauteur = get_taille(svg)
    dimensionne = VUE.sub(lambda vue: f'{vue.group(0)} width="{largeur:g}" height="{hauteur:g}"', svg, count=1)
    # The packaged font has no thin no-break space: without a system font it would be drawn as a box.
    png: bytes = vl_convert.svg_to_png(dimensionne.replace(FINE, INSECABLE), scale=largeur_px / largeur)
    return png
