"""What an institution looks like, read in its model: colour of titles, font, logo, head and foot of page, width.

The DOCX and the ODT of the institution are used whole; this serves the formats that take no model (PDF, EPUB), and
tells a person what was recognised. Pure: the parts come from an inspection, which refused any DTD.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
REPLI = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
TWIPS_PAR_CM = 1440 / 2.54
CONTRASTE_MIN = 4.5
MAX_ENTETE = MAX_PIED = 300
NUMERIQUES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "FILENAME")
CHAMP = "\ue001"
"""Stands for a number of page while a band is read; it goes with the words around it: « Page 2 sur 5 »."""
NUMERO = re.compile(rf"[\s·•|–—-]*(?:\bpage\b|\bp\.)?\s*{CHAMP}(?:\s*(?:/|sur|de)\s*{CHAMP})?", re.IGNORECASE)
IMAGES_PDF = (".png", ".jpg", ".jpeg")
CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}


@dataclass(frozen=True, slots=True)
class Apparence:
    """`couleur` is « #0B5D66 » or empty, `logo` a PNG or JPEG with its extension, `largeur_cm` that of the text.

    `titres` are the levels of heading that have a style of their own; `has_entete` and `has_pied` tell what is printed.
    `entete` is the words of the head of the first page, `entete_suite` of the others, one line each; `is_logo_partout`
    tells whether the logo is on the others too; `police` is the font of the text.
    """

    couleur: str = ""
    police: str = ""
    logo: bytes = b""
    extension_logo: str = ""
    entete: str = ""
    entete_suite: str = ""
    is_logo_partout: bool = False
    pied: str = ""
    largeur_cm: float = 0.0
    titres: tuple[int, ...] = ()
    has_entete: bool = False
    has_pied: bool = False


def read_apparence(format: str, parts: Mapping[str, bytes]) -> Apparence:
    """What can be recognised in a model; whatever cannot is left empty."""
    return {"docx": _read_docx, "odt": _read_odt}.get(format, lambda _parts: Apparence())(parts)


def compute_contraste(couleur: str) -> float:
    """Contrast of a colour with white paper (WCAG 2.2, relative luminance)."""
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
    rouge, vert, bleu = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 1.05 / (0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu + 0.05)


def _get_couleur(valeur: str | None) -> str:
    """A colour in which one can read on paper; otherwise none."""
    if valeur is None or not re.fullmatch(r"#?[0-9A-Fa-f]{6}", valeur):
        return ""
    couleur = f"#{valeur.removeprefix('#').upper()}"
    return couleur if compute_contraste(couleur) >= CONTRASTE_MIN else ""


def _has(racine: ElementTree.Element, *balises: str) -> bool:
    return any(element.tag in balises for element in racine.iter())


def _fold(texte: str) -> str:
    return " ".join(texte.split())


# --- Word ---------------------------------------------------------------------------------------------------------
def _read_docx(parts: Mapping[str, bytes]) -> Apparence:
    styles = {
        (nom.get(f"{W}val") or "").lower(): style
        for style in _parse(parts, "word/styles.xml").iter(f"{W}style")
        if (nom := style.find(f"{W}name")) is not None
    }
    couleurs = [
        _get_couleur(couleur.get(f"{W}val"))
        for niveau in (1, 2)
        if (style := styles.get(f"heading {niveau}")) is not None
        and (couleur := style.find(f"{W}rPr/{W}color")) is not None
    ]
    entetes, pieds = _list_bandes(parts, "header"), _list_bandes(parts, "footer")
    logo, extension = next(_list_logos_docx(parts, entetes + pieds), (b"", ""))
    lues = [_read_bande_docx(_parse(parts, nom)) for nom in entetes]
    return Apparence(
        couleur=next(filter(None, couleurs), ""),
        police=_read_police_docx(parts, styles),
        logo=logo,
        extension_logo=extension,
        entete="\n".join(lues[0] if lues else ())[:MAX_ENTETE],
        entete_suite="\n".join(lues[-1] if lues else ())[:MAX_ENTETE],
        is_logo_partout=bool(entetes) and _has(_parse(parts, entetes[-1]), f"{A}blip"),
        pied=" · ".join(next(filter(None, (_read_bande_docx(_parse(parts, nom)) for nom in pieds)), []))[:MAX_PIED],
        largeur_cm=_read_largeur_docx(parts),
        titres=tuple(niveau for niveau in range(1, 5) if f"heading {niveau}" in styles),
        has_entete=any(_is_rempli_docx(_parse(parts, nom)) for nom in entetes),
        has_pied=any(_is_rempli_docx(_parse(parts, nom)) for nom in pieds),
    )


def _parse(parts: Mapping[str, bytes], nom: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[nom]) if nom in parts else ElementTree.Element("vide")  # noqa: S314 - inspected


def _list_bandes(parts: Mapping[str, bytes], genre: str) -> list[str]:
    """The heads or feet that the last section prints: that of the first page when it has its own, then that of all."""
    sections = list(_parse(parts, "word/document.xml").iter(f"{W}sectPr"))
    if not sections:
        return sorted(nom for nom in parts if re.fullmatch(rf"word/{genre}\d*\.xml", nom))
    cibles = _read_cibles(parts, "word/document.xml")
    noms = {
        reference.get(f"{W}type"): cibles.get(reference.get(f"{R}id"), "")
        for reference in sections[-1].findall(f"{W}{genre}Reference")
    }
    genres = ("first", "default") if sections[-1].find(f"{W}titlePg") is not None else ("default",)
    return [nom for g in genres if (nom := noms.get(g, "")) in parts]


def _read_cibles(parts: Mapping[str, bytes], nom: str) -> dict[str | None, str]:
    """The parts that a part names, by their identifiers."""
    return {
        relation.get("Id"): posixpath.normpath(posixpath.join("word", relation.get("Target") or ""))
        for relation in _parse(parts, f"word/_rels/{posixpath.basename(nom)}.rels").iter(f"{RELS}Relationship")
    }


def _list_logos_docx(parts: Mapping[str, bytes], bandes: list[str]) -> Iterator[tuple[bytes, str]]:
    for nom in bandes:
        cibles = _read_cibles(parts, nom)
        for image in _parse(parts, nom).iter(f"{A}blip"):
            cible = cibles.get(image.get(f"{R}embed"), "")
            if cible in parts and cible.lower().endswith(IMAGES_PDF):
                yield parts[cible], posixpath.splitext(cible)[1].lower()


def _read_bande_docx(racine: ElementTree.Element) -> list[str]:
    """The lines of a head or foot of page, without its page numbers."""
    for element in list(racine.iter()):
        # What an older program would show instead says the same words again.
        for repli in element.findall(REPLI):
            element.remove(repli)
    return [ligne for p in racine.iter(f"{W}p") if (ligne := _drop_numeros(_write_paragraphe_docx(p)))]


def _write_paragraphe_docx(paragraphe: ElementTree.Element) -> str:
    """Its words; a field that counts pages or tells the hour gives its mark, any other what it showed last."""
    morceaux: list[str] = []
    champs: list[list[bool]] = []  # of each open field: whether it counts, whether its result has begun
    comptes = {
        t
        for champ in paragraphe.iter(f"{W}fldSimple")
        if _is_compte(champ.get(f"{W}instr"))
        for t in champ.iter(f"{W}t")
    }
    for element in paragraphe.iter():
        genre = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple" and _is_compte(element.get(f"{W}instr")):
            morceaux.append(CHAMP)
        elif genre == "begin":
            champs.append([False, False])
        elif genre == "separate" and champs:
            champs[-1][1] = True
        elif genre == "end" and champs:
            champs.pop()
        elif element.tag == f"{W}instrText" and champs and _is_compte(element.text):
            champs[-1][0] = True
            morceaux.append(CHAMP)
        elif element.tag == f"{W}tab":
            morceaux.append(" ")
        elif element.tag == f"{W}t" and element not in comptes and all(lu and not c for c, lu in champs):
            morceaux.append(element.text or "")
    return "".join(morceaux)


def _is_compte(instruction: str | None) -> bool:
    return (instruction or "").strip().upper().startswith(NUMERIQUES)


def _drop_numeros(texte: str) -> str:
    return _fold(NUMERO.sub("", texte))


def _read_police_docx(parts: Mapping[str, bytes], styles: Mapping[str, ElementTree.Element]) -> str:
    """The font of ordinary text: named by the style, else by the defaults, else by the theme."""
    normal = styles.get("normal")
    defauts = _parse(parts, "word/styles.xml").find(f"{W}docDefaults")
    polices = [p for racine in (normal, defauts) if racine is not None for p in racine.iter(f"{W}rFonts")]
    theme = next((_parse(parts, nom) for nom in parts if nom.startswith("word/theme/")), ElementTree.Element("vide"))
    for police in polices:
        if nom := police.get(f"{W}ascii"):
            return nom
        if genre := police.get(f"{W}asciiTheme"):
            latin = theme.find(f".//{A}{'majorFont' if genre.startswith('major') else 'minorFont'}/{A}latin")
            return (latin.get("typeface") or "") if latin is not None else ""
    return ""


def _is_rempli_docx(racine: ElementTree.Element) -> bool:
    return any((texte.text or "").strip() for texte in racine.iter(f"{W}t")) or _has(
        racine, f"{A}blip", f"{W}instrText"
    )


def _read_largeur_docx(parts: Mapping[str, bytes]) -> float:
    sections = list(_parse(parts, "word/document.xml").iter(f"{W}sectPr"))
    if not sections:
        return 0.0
    page, marges = sections[-1].find(f"{W}pgSz"), sections[-1].find(f"{W}pgMar")
    if page is None or marges is None:
        return 0.0
    try:
        twips = float(page.get(f"{W}w", 0)) - float(marges.get(f"{W}left", 0)) - float(marges.get(f"{W}right", 0))
    except ValueError:
        return 0.0
    return max(twips / TWIPS_PAR_CM, 0.0)


# --- LibreOffice --------------------------------------------------------------------------------------------------
def _read_odt(parts: Mapping[str, bytes]) -> Apparence:
    racine = _parse(parts, "styles.xml")
    styles = {style.get(f"{STYLE}name", ""): style for style in racine.iter(f"{STYLE}style")}
    couleurs = [
        _get_couleur(proprietes.get(f"{FO}color"))
        for niveau in (1, 2)
        if (style := styles.get(f"Heading_20_{niveau}")) is not None
        and (proprietes := style.find(f"{STYLE}text-properties")) is not None
    ]
    pages = {page.get(f"{STYLE}name", ""): page for page in racine.iter(f"{STYLE}master-page")}
    page = pages.get("Standard", next(iter(pages.values()), ElementTree.Element("vide")))
    entete, pied = page.find(f"{STYLE}header"), page.find(f"{STYLE}footer")
    logos = [
        (parts[nom], posixpath.splitext(nom)[1].lower())
        for bande in (entete, pied)
        if bande is not None
        for image in bande.iter(f"{DRAW}image")
        if (nom := image.get(HREF, "").removeprefix("./")) in parts and nom.lower().endswith(IMAGES_PDF)
    ]
    logo, extension = logos[0] if logos else (b"", "")
    return Apparence(
        couleur=next(filter(None, couleurs), ""),
        police=_read_police_odt(racine, styles),
        logo=logo,
        extension_logo=extension,
        entete=(lue := "\n".join(_read_bande_odt(entete))[:MAX_ENTETE]),
        entete_suite=lue,
        is_logo_partout=entete is not None and _has(entete, f"{DRAW}image"),
        pied=" · ".join(_read_bande_odt(pied))[:MAX_PIED],
        largeur_cm=_read_largeur_odt(racine, page.get(f"{STYLE}page-layout-name", "")),
        titres=tuple(niveau for niveau in range(1, 5) if f"Heading_20_{niveau}" in styles),
        has_entete=entete is not None and _is_rempli_odt(entete),
        has_pied=pied is not None and _is_rempli_odt(pied),
    )


def _read_bande_odt(bande: ElementTree.Element | None) -> list[str]:
    if bande is None:
        return []
    return [ligne for p in bande.iter(f"{TEXT}p") if (ligne := _drop_numeros(_write_paragraphe_odt(p)))]


def _write_paragraphe_odt(element: ElementTree.Element) -> str:
    if element.tag in (f"{TEXT}page-number", f"{TEXT}page-count", f"{TEXT}date"):
        return CHAMP
    if element.tag in (f"{TEXT}tab", f"{TEXT}s"):
        return " "
    enfants = (_write_paragraphe_odt(enfant) + (enfant.tail or "") for enfant in element)
    return (element.text or "") + "".join(enfants)


def _read_police_odt(racine: ElementTree.Element, styles: Mapping[str, ElementTree.Element]) -> str:
    defauts = (d for d in racine.iter(f"{STYLE}default-style") if d.get(f"{STYLE}family") == "paragraph")
    for style in (styles.get("Standard"), next(defauts, None)):
        proprietes = style.find(f"{STYLE}text-properties") if style is not None else None
        if proprietes is not None and (
            nom := proprietes.get(f"{FO}font-family") or proprietes.get(f"{STYLE}font-name")
        ):
            return nom.strip("'")
    return ""


def _is_rempli_odt(bande: ElementTree.Element) -> bool:
    return bool(_fold("".join(bande.itertext()))) or _has(bande, f"{DRAW}image")


def _read_largeur_odt(racine: ElementTree.Element, nom: str) -> float:
    for disposition in racine.iter(f"{STYLE}page-layout"):
        proprietes = disposition.find(f"{STYLE}page-layout-properties")
        if disposition.get(f"{STYLE}name") == nom and proprietes is not None:
            mesures = [
                _read_cm(proprietes.get(f"{FO}{mesure}")) for mesure in ("page-width", "margin-left", "margin-right")
            ]
            return max(mesures[0] - mesures[1] - mesures[2], 0.0)
    return 0.0


def _read_cm(mesure: str | None) -> float:
    trouve = re.fullmatch(r"([\d.]+)(cm|mm|in|pt)", mesure or "")
    return float(trouve.group(1)) * CM[trouve.group(2)] if trouve else 0.0
