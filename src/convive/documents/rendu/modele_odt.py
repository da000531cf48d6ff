"""The ODT of an institution, made ready for pandoc: what runs or weighs is left out, missing styles are added."""

import functools
import re

from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rendu.modele_docx import ModelePret
from convive.documents.rules.apparence import read_apparence
from convive.documents.rules.archive import read_parts

STYLE = re.compile(r"<style:style\b[^>]*?(?:/>|>.*?</style:style>)", re.DOTALL)
NOM = re.compile(r'style:name="([^"]*)"')
FAMILLE = re.compile(r'style:family="([^"]*)"')
PAGE = re.compile(r'<style:master-page\b[^>]*?style:name="([^"]*)"')
SARCELLE, ENCRE = "#0B5D66", "#1D2A33"
GARDEES = ("mimetype", "styles.xml", "content.xml", "meta.xml", "META-INF/manifest.xml")


@functools.lru_cache(maxsize=8)
def prepare_odt(contenu: bytes) -> ModelePret:
    """Read a model that was inspected. Raises ModeleRefuse."""
    parts = read_parts(contenu)
    apparence = read_apparence("odt", parts)
    styles = add_styles(set_page(parts["styles.xml"].decode()), apparence.couleur)
    gardees = {
        nom: donnees
        for nom, donnees in parts.items()
        if nom in GARDEES or nom.startswith("Fonts/") or (nom.startswith("Pictures/") and nom in styles)
    }
    gardees["styles.xml"] = styles.encode()
    gardees["META-INF/manifest.xml"] = re.sub(
        r'<manifest:file-entry\b[^>]*manifest:full-path="([^"]*)"[^>]*/>',
        lambda entree: entree.group(0) if entree.group(1) in (*gardees, "/") else "",
        gardees["META-INF/manifest.xml"].decode(),
    ).encode()
    return ModelePret(write_archive(gardees), apparence, {})


def set_page(styles: str) -> str:
    """The page of ordinary text is called « Standard »; Word, when it writes ODT, calls its own « MP0 »."""
    pages = PAGE.findall(styles)
    if pages and "Standard" not in pages:
        nom = re.escape(pages[0])
        styles = re.sub(rf'(<style:master-page\b[^>]*?style:name="){nom}"', r'\1Standard"', styles)
        styles = re.sub(rf'(style:next-style-name="){nom}"', r'\1Standard"', styles)
    return styles


def add_styles(styles: str, couleur: str) -> str:
    """Add the named styles that pandoc or we use and that the model has not."""
    presents = {_get_cle(style) for style in STYLE.findall(styles)}
    absents = [style for style in _list_nos_styles() if _get_cle(style) not in presents]
    ajouts = "".join(_adapt(style, couleur) for style in absents)
    return styles.replace("</office:styles>", f"{ajouts}</office:styles>", 1)


def _get_cle(style: str) -> tuple[str, str]:
    nom, famille = NOM.search(style), FAMILLE.search(style)
    return (famille.group(1) if famille else "", nom.group(1) if nom else "")


def _adapt(style: str, couleur: str) -> str:
    """A style of ours in the fonts and the colour of the institution."""
    style = re.sub(r' (?:style:font-name|fo:font-family)="[^"]*"', "", style)
    style = style.replace(f' fo:color="{ENCRE}"', "")
    return style.replace(SARCELLE, couleur or ENCRE)


@functools.cache
def _list_nos_styles() -> list[str]:
    styles = read_archive((MODELES_DIR / "reference.odt").read_bytes())["styles.xml"].decode()
    communs = styles[: styles.index("</office:styles>")]
    return [style for style in STYLE.findall(communs) if _get_cle(style)[0] in ("paragraph", "text")]
