"""The DOCX of an institution, made ready for pandoc: the styles that it lacks are added, in its own look."""

import functools
import re
from dataclasses import dataclass

from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rules.apparence import Apparence, read_apparence
from convive.documents.rules.archive import read_parts

STYLE = re.compile(r"<w:style\b[^>]*>.*?</w:style>", re.DOTALL)
IDENTIFIANT = re.compile(r'<w:style\b[^>]*\bw:styleId="([^"]*)"')
NOM = re.compile(r'<w:name w:val="([^"]*)"')
LIEN = re.compile(r'<w:(basedOn|next|link) w:val="([^"]*)"\s*/>')
# Ours, in reference.docx: what is not the institution's does not follow its text.
SARCELLE, ENCRES = "0B5D66", ("1D2A33", "F2ECE1", "DCD2C2")
# A name that pandoc never writes is not added.
INUTILES = ("Title", "Subtitle", "Author", "Date", "Abstract", "Bibliography", "TOC", "toc ", "Normal Table", "No List")
PARTS_POLICES = re.compile(r"word/(fonts/|_rels/fontTable\.xml\.rels$)")
EMBARQUEE = re.compile(r'<w:embed\w+ [^>]*?r:id="([^"]+)"[^>]*?w:fontKey="\{([0-9A-Fa-f-]{36})\}"')
LIEN_POLICE = re.compile(r'<Relationship\b[^>]*?\bId="([^"]+)"[^>]*?\bTarget="([^"]+)"')
OCTETS_BROUILLES = 32


@dataclass(frozen=True, slots=True)
class ModelePret:
    """`contenu` for pandoc; `polices` are the parts of the fonts embedded in the model, which pandoc forgets."""

    contenu: bytes
    apparence: Apparence
    polices: dict[str, bytes]


@functools.lru_cache(maxsize=8)
def prepare_docx(contenu: bytes) -> ModelePret:
    """Read a model that was inspected. Raises ModeleRefuse."""
    parts = read_parts(contenu)
    apparence = read_apparence("docx", parts)
    parts["word/styles.xml"] = add_styles(parts["word/styles.xml"].decode(), apparence.couleur).encode()
    polices = {nom: donnees for nom, donnees in parts.items() if PARTS_POLICES.match(nom)}
    return ModelePret(write_archive(parts), apparence, polices)


def read_polices(modele: ModelePret) -> list[bytes]:
    """The fonts embedded in a model, as they were before Word scrambled their 32 first bytes (ECMA-376, part 4,
    §19.3.2.1)."""
    if not modele.polices:
        return []
    table = read_archive(modele.contenu).get("word/fontTable.xml", b"").decode()
    cibles = dict(LIEN_POLICE.findall(modele.polices.get("word/_rels/fontTable.xml.rels", b"").decode()))
    polices = []
    for identifiant, cle in EMBARQUEE.findall(table):
        police = bytearray(modele.polices.get(f"word/{cibles.get(identifiant, '')}", b""))
        if len(police) > OCTETS_BROUILLES:
            octets = bytes.fromhex(cle.replace("-", ""))[::-1]
            for place in range(OCTETS_BROUILLES):
                police[place] ^= octets[place % len(octets)]
            polices.append(bytes(police))
    return polices


def add_styles(styles: str, couleur: str) -> str:
    """Add to the styles of a model those that pandoc or we name and that it has not."""
    noms = {_get(NOM, style).lower(): _get(IDENTIFIANT, style) for style in STYLE.findall(styles)}
    notres = {_get(IDENTIFIANT, style): style for style in STYLE.findall(_read_nos_styles())}
    # A style of ours that the model has under another identifier: « Corpsdetexte » for « BodyText ».
    renvois = {cle: noms.get(_get(NOM, style).lower(), cle) for cle, style in notres.items()}
    absents = {
        cle: style
        for cle, style in notres.items()
        if _get(NOM, style).lower() not in noms and not _get(NOM, style).startswith(INUTILES)
    }
    connus = {*noms.values(), *absents}

    def follow(lien: re.Match[str]) -> str:
        cible = renvois.get(lien.group(2), lien.group(2))
        return f'<w:{lien.group(1)} w:val="{cible}"/>' if cible in connus else ""

    ajouts = "".join(LIEN.sub(follow, _adapt(style, couleur)) for style in absents.values())
    return styles.replace("</w:styles>", f"{ajouts}</w:styles>")


def _get(motif: re.Pattern[str], texte: str) -> str:
    trouve = motif.search(texte)
    return trouve.group(1) if trouve else ""


def _adapt(style: str, couleur: str) -> str:
    """A style of ours in the fonts and the colour of the institution."""
    style = re.sub(r"<w:rFonts\b[^>]*/>", "", style)
    # Only one table or paragraph style is the default one, and the model has its own.
    style = re.sub(r'(<w:style\b[^>]*?) w:default="1"', r"\1", style)
    for encre in ENCRES[:1]:
        style = re.sub(rf'<w:color w:val="{encre}"\s*/>', "", style)
    style = style.replace(SARCELLE, couleur.removeprefix("#") or ENCRES[0])
    return style.replace(ENCRES[1], "F2F2F2").replace(ENCRES[2], "CCCCCC")


@functools.cache
def _read_nos_styles() -> str:
    return read_archive((MODELES_DIR / "reference.docx").read_bytes())["word/styles.xml"].decode()
