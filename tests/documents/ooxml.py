"""What a DOCX must be for Word to open it without repair, checked part by part; nothing of a document is trusted.

The schemas of ECMA-376 are no part of the project: the sequences below are those of its transitional WordprocessingML
(part 4, 4th edition; `wml.xsd`), for what a document of Convive may hold; any other element is a fault too.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MAX_SIGNET = 40
# 25.4 mm in English Metric Units.
POUCE = 914_400

RPR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
TBLPR = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
TCPR = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
BORDS = "top left start bottom right end insideH insideV tl2br tr2bl"
# Parent: its children, in the order that the schema asks for.
SEQUENCES: Mapping[str, str] = {
    "rPr": RPR,
    "pPr": PPR,
    "tblPr": TBLPR,
    "tcPr": TCPR,
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": BORDS,
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "numPr": "ilvl numId numberingChange ins",
    "sectPr": (
        "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvlOverride": "startOverride lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "font": ("altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic"),
    "tbl": "bookmarkStart|bookmarkEnd tblPr tblGrid tr|bookmarkStart|bookmarkEnd",
    "tr": "tblPrEx trPr tc|bookmarkStart|bookmarkEnd",
    "settings": (
        "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
        "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
        "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
        "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
        "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop "
        "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
        "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting "
        "bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning "
        "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore "
        "savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
        "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
        "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr "
        "attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
        "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
        "decimalSymbol listSeparator"
    ),
}
# Parent: its children, in any order.
ENSEMBLES: Mapping[str, str] = {
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader jc hidden",
    "body": "p tbl sectPr bookmarkStart bookmarkEnd sdt",
    "tc": "tcPr p tbl bookmarkStart bookmarkEnd",
    "tblGrid": "gridCol",
    "hyperlink": "r bookmarkStart bookmarkEnd",
    "p": "pPr r hyperlink bookmarkStart bookmarkEnd fldSimple proofErr",
    "r": (
        "rPr t br tab drawing fldChar instrText footnoteRef footnoteReference noBreakHyphen softHyphen cr sym "
        "separator continuationSeparator lastRenderedPageBreak"
    ),
}
# What each of them must hold at least.
EXIGES: Mapping[str, tuple[str, ...]] = {"tbl": ("tblPr", "tblGrid"), "tc": ("p",), "tr": ("tc",), "style": ("name",)}
STYLES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def list_defauts(contenu: bytes) -> list[str]:
    """Every fault of a DOCX, in words; none for a file that follows the standard."""
    return sorted(set(_Docx(contenu).check()))


def list_titres(contenu: bytes) -> list[tuple[int, str]]:
    """Level and text of each heading of a DOCX, in order."""
    return _Docx(contenu).titres


class _Docx:
    def __init__(self, contenu: bytes) -> None:
        with zipfile.ZipFile(BytesIO(contenu)) as archive:
            self.noms = archive.namelist()
            self.parts = {nom: archive.read(nom) for nom in self.noms}
        self.xml = {
            nom: ElementTree.fromstring(part)  # noqa: S314 - what the project made
            for nom, part in self.parts.items()
            if nom.endswith((".xml", ".rels"))
        }
        self.document = self.xml["word/document.xml"]
        styles = self.xml["word/styles.xml"].findall(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles}

    def check(self) -> Iterator[str]:
        yield from self._check_paquet()
        for nom, racine in self.xml.items():
            if nom.startswith("word/") and nom.endswith(".xml") and "/theme/" not in nom:
                yield from (f"{nom} : {defaut}" for defaut in _check_ordre(racine))
                yield from (f"{nom} : {defaut}" for defaut in self._check_liens(nom, racine))
        yield from self._check_identifiants()
        yield from self._check_tableaux()
        yield from self._check_images()
        yield from self._check_titres()
        yield from self._check_listes()

    # --- the package

    def _check_paquet(self) -> Iterator[str]:
        for nom, fois in Counter(self.noms).items():
            if fois > 1:
                yield f"{nom} est {fois} fois dans l’archive"
        types = self.xml["[Content_Types].xml"]
        extensions = [e.get("Extension", "").lower() for e in types.findall(f"{TYPES}Default")]
        remplaces = [e.get("PartName", "").lstrip("/") for e in types.findall(f"{TYPES}Override")]
        for valeurs in (extensions, remplaces):
            yield from (f"type de contenu en double : {v}" for v, fois in Counter(valeurs).items() if fois > 1)
        yield from (f"type de contenu sans fichier : {nom}" for nom in remplaces if nom not in self.parts)
        for nom in self.noms:
            if (
                nom != "[Content_Types].xml"
                and nom not in remplaces
                and nom.rpartition(".")[2].lower() not in extensions
            ):
                yield f"{nom} n’a pas de type de contenu"
        for nom in self.xml:
            if nom.endswith(".rels"):
                yield from self._check_relations(nom)

    def _check_relations(self, nom: str) -> Iterator[str]:
        dossier = posixpath.dirname(posixpath.dirname(nom))
        source = posixpath.join(dossier, posixpath.basename(nom).removesuffix(".rels"))
        if nom != "_rels/.rels" and source not in self.parts:
            yield f"{nom} : relations d’un fichier absent"
        liens = self.xml[nom].findall(f"{RELS}Relationship")
        yield from (f"{nom} : {v} en double" for v, n in Counter(lien.get("Id") for lien in liens).items() if n > 1)
        for lien in liens:
            cible = lien.get("Target", "")
            if lien.get("TargetMode") == "External":
                continue
            chemin = cible.lstrip("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(dossier, cible))
            if chemin not in self.parts:
                yield f"{nom} : {cible} n’existe pas"

    def _check_liens(self, nom: str, racine: Element) -> Iterator[str]:
        rels = self.xml.get(posixpath.join(posixpath.dirname(nom), "_rels", f"{posixpath.basename(nom)}.rels"))
        connus = {lien.get("Id") for lien in rels.findall(f"{RELS}Relationship")} if rels is not None else set()
        for element in racine.iter():
            for cle, valeur in element.attrib.items():
                if cle.startswith(R) and valeur not in connus:
                    yield f"{_nom(element)} renvoie à {valeur}, qui n’existe pas"

    # --- what refers to something else

    def _check_identifiants(self) -> Iterator[str]:
        debuts = list(self.document.iter(f"{W}bookmarkStart"))
        fins = [e.get(f"{W}id") for e in self.document.iter(f"{W}bookmarkEnd")]
        yield from (f"signet {v} en double" for v, n in Counter(e.get(f"{W}id") for e in debuts).items() if n > 1)
        signets = Counter(e.get(f"{W}name", "") for e in debuts)
        yield from (f"nom de signet en double : {v}" for v, n in signets.items() if n > 1)
        yield from (f"nom de signet trop long : {v}" for v in signets if len(v) > MAX_SIGNET)
        if sorted(fins, key=str) != sorted((e.get(f"{W}id") for e in debuts), key=str):
            yield "un signet n’a pas de fin, ou pas de début"
        for lien in self.document.iter(f"{W}hyperlink"):
            ancre = lien.get(f"{W}anchor")
            if ancre is None and lien.get(f"{R}id") is None:
                yield "un lien ne mène nulle part"
            elif ancre is not None and ancre not in signets:
                yield f"un lien mène au signet absent {ancre}"
        for nom in [nom for nom in self.xml if nom.startswith("word/") and nom.endswith(".xml")]:
            yield from self._check_styles(nom)

    def _check_styles(self, nom: str) -> Iterator[str]:
        for balise, genre in STYLES.items():
            for element in self.xml[nom].iter(f"{W}{balise}"):
                style = self.styles.get(element.get(f"{W}val", ""))
                if style is None:
                    yield f"{nom} : le style {element.get(f'{W}val')} n’existe pas"
                elif style.get(f"{W}type") != genre:
                    yield f"{nom} : le style {element.get(f'{W}val')} n’est pas un style de {genre}"
        for style in self.styles.values() if nom == "word/styles.xml" else ():
            for balise in ("basedOn", "next", "link"):
                autre = style.find(f"{W}{balise}")
                if autre is not None and autre.get(f"{W}val") not in self.styles:
                    yield f"le style {style.get(f'{W}styleId')} suit un style absent, {autre.get(f'{W}val')}"

    def _check_listes(self) -> Iterator[str]:
        numbering = self.xml.get("word/numbering.xml")
        nums = numbering.findall(f"{W}num") if numbering is not None else []
        connus = {num.get(f"{W}numId") for num in nums} | {"0"}
        modeles = numbering.findall(f"{W}abstractNum") if numbering is not None else []
        abstraits = {modele.get(f"{W}abstractNumId") for modele in modeles}
        for num in nums:
            abstrait = num.find(f"{W}abstractNumId")
            if abstrait is None or abstrait.get(f"{W}val") not in abstraits:
                yield f"la liste {num.get(f'{W}numId')} n’a pas de modèle"
        for element in self.document.iter(f"{W}numId"):
            if element.get(f"{W}val") not in connus:
                yield f"la liste {element.get(f'{W}val')} n’existe pas"

    # --- what is seen

    def _check_tableaux(self) -> Iterator[str]:
        for tableau in self.document.iter(f"{W}tbl"):
            colonnes = len(tableau.findall(f"{W}tblGrid/{W}gridCol"))
            for ligne in tableau.findall(f"{W}tr"):
                etendue = sum(_get_etendue(cellule) for cellule in ligne.findall(f"{W}tc"))
                if etendue > colonnes:
                    yield f"une ligne de tableau a {etendue} cellules pour {colonnes} colonnes"
            for cellule in tableau.iter(f"{W}tc"):
                if _nom(list(cellule)[-1]) != "p":
                    yield "une cellule ne finit pas par un paragraphe"

    def _check_images(self) -> Iterator[str]:
        proprietes = list(self.document.iter(f"{WP}docPr"))
        yield from (f"image {v} en double" for v, n in Counter(e.get("id") for e in proprietes).items() if n > 1)
        largeur = self._get_largeur_utile()
        for cadre in (*self.document.iter(f"{WP}inline"), *self.document.iter(f"{WP}anchor")):
            propriete, etendue = cadre.find(f"{WP}docPr"), cadre.find(f"{WP}extent")
            nom = propriete.get("name") if propriete is not None else "?"
            if propriete is None or not (propriete.get("descr") or "").strip():
                yield f"l’image {nom} n’a pas de texte de remplacement"
            if etendue is None or min(int(etendue.get("cx", 0)), int(etendue.get("cy", 0))) <= 0:
                yield f"l’image {nom} n’a pas de dimensions"
            elif largeur and int(etendue.get("cx", 0)) > largeur * 1.01:
                yield f"l’image {nom} dépasse la marge"
            if not list(cadre.iter(f"{PIC}pic")):
                yield f"l’image {nom} est vide"

    def _get_largeur_utile(self) -> int:
        """In EMU, the width of the last section between its margins."""
        page = self.document.find(f".//{W}body/{W}sectPr/{W}pgSz")
        marges = self.document.find(f".//{W}body/{W}sectPr/{W}pgMar")
        if page is None or marges is None:
            return 0
        return (int(page.get(f"{W}w", 0)) - int(marges.get(f"{W}left", 0)) - int(marges.get(f"{W}right", 0))) * 635

    @property
    def titres(self) -> list[tuple[int, str]]:
        found = []
        for paragraphe in self.document.iter(f"{W}p"):
            style = paragraphe.find(f"{W}pPr/{W}pStyle")
            niveau = self._get_niveau(style.get(f"{W}val", "")) if style is not None else 0
            if niveau:
                found.append((niveau, "".join(t.text or "" for t in paragraphe.iter(f"{W}t"))))
        return found

    def _get_niveau(self, cle: str) -> int:
        style = self.styles.get(cle)
        nom = style.find(f"{W}name") if style is not None else None
        trouve = re.fullmatch(r"heading (\d)", nom.get(f"{W}val", "").lower()) if nom is not None else None
        return int(trouve.group(1)) if trouve else 0

    def _check_titres(self) -> Iterator[str]:
        precedent = 0
        for niveau, texte in self.titres:
            if not texte.strip():
                yield "un titre est vide"
            if niveau > precedent + 1:
                yield f"le titre « {texte} » saute un niveau, de {precedent} à {niveau}"
            precedent = niveau


def _nom(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _get_etendue(cellule: Element) -> int:
    fusion = cellule.find(f"{W}tcPr/{W}gridSpan")
    return int(fusion.get(f"{W}val", "1")) if fusion is not None else 1


def _check_ordre(racine: Element) -> Iterator[str]:
    for parent in racine.iter():
        if not parent.tag.startswith(W):
            continue
        nom = _nom(parent)
        enfants = [_nom(enfant) for enfant in parent if enfant.tag.startswith(W)]
        if nom in SEQUENCES:
            yield from _check_sequence(nom, enfants)
        elif nom in ENSEMBLES:
            connus = ENSEMBLES[nom].split()
            yield from (f"{enfant} dans {nom}" for enfant in enfants if enfant not in connus)
        yield from (f"{nom} sans {exige}" for exige in EXIGES.get(nom, ()) if exige not in enfants)
        if nom in ("rPr", "pPr", "tblPr", "tcPr"):
            yield from (f"{enfant} deux fois dans {nom}" for enfant, n in Counter(enfants).items() if n > 1)
        if nom == "body" and (enfants.count("sectPr") > 1 or "sectPr" in enfants[:-1]):
            yield "la section ne finit pas le corps"
        if nom == "p" and "pPr" in enfants[1:]:
            yield "les propriétés d’un paragraphe ne sont pas au début"
        if nom == "r" and "rPr" in enfants[1:]:
            yield "les propriétés d’un texte ne sont pas au début"
        texte = parent.text or ""
        if nom == "t" and texte != texte.strip(" ") and parent.get(f"{XML}space") != "preserve":
            yield f"les espaces de « {texte} » se perdent"


def _check_sequence(nom: str, enfants: Iterable[str]) -> Iterator[str]:
    rangs = {e: rang for rang, groupe in enumerate(SEQUENCES[nom].split()) for e in groupe.split("|")}
    atteint, precedent = 0, ""
    for enfant in enfants:
        if enfant not in rangs:
            yield f"{enfant} dans {nom}"
            continue
        if rangs[enfant] < atteint:
            yield f"{enfant} après {precedent} dans {nom}"
        atteint, precedent = max(atteint, rangs[enfant]), enfant
