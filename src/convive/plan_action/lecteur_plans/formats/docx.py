"""The blocks of a Word document in their order: headings, paragraphs and what is bold in them, tables. Pure Python."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.ouverture import (
    ABIME,
    Archive,
    get_attribut,
    get_enfant,
    get_nom,
    parse_entier,
)
from convive.plan_action.lecteur_plans.modele import (
    Bloc,
    Cellule,
    CellulesFusionnees,
    Grille,
    Paragraphe,
    PlanIllisible,
    Rangee,
)
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, parse_titre

MAX_BLOCS = 50_000
MAX_COLONNES = 60
TITRE = re.compile(r"(?:heading|titre|berschrift) ?([1-9])", re.I)
# What tracking keeps of what was taken away, and what is drawn twice for older programs.
SAUTES = frozenset({"del", "moveFrom", "delText", "Fallback", "instrText", "footnoteReference", "endnoteReference"})


class Styles:
    """Heading level and bold of each style of paragraph, those on which it is based included."""

    def __init__(self, archive: Archive) -> None:
        self._titres: dict[str, int] = {}
        self._gras: dict[str, bool] = {}
        self._tailles: dict[str, float] = {}
        self._puces: set[str] = set()
        if "word/styles.xml" not in archive.noms:
            return
        bases: dict[str, str] = {}
        for style in archive.parse("word/styles.xml"):
            if get_nom(style) != "style":
                continue
            cle = get_attribut(style, "styleId")
            nom = get_enfant(style, "name")
            libelle = "" if nom is None else get_attribut(nom, "val")
            base = get_enfant(style, "basedOn")
            bases[cle] = "" if base is None else get_attribut(base, "val")
            if niveau := _get_niveau(get_enfant(style, "pPr")) or _parse_titre(libelle):
                self._titres[cle] = niveau
            if get_enfant(get_enfant(style, "pPr"), "numPr") is not None:
                self._puces.add(cle)
            proprietes = get_enfant(style, "rPr")
            if get_enfant(proprietes, "b") is not None:
                self._gras[cle] = _is_gras(proprietes)
            if taille := _get_taille(proprietes):
                self._tailles[cle] = taille
        for cle in bases:
            chaine, courant = [], cle
            while courant and courant not in chaine:
                chaine.append(courant)
                courant = bases.get(courant, "")
            if any(autre in self._puces for autre in chaine) and cle not in self._titres:
                self._puces.add(cle)
            for autre in chaine:
                if cle not in self._titres and autre in self._titres:
                    self._titres[cle] = self._titres[autre]
                if cle not in self._gras and autre in self._gras:
                    self._gras[cle] = self._gras[autre]

    def get_titre(self, cle: str) -> int:
        return self._titres.get(cle, 0) or _parse_titre(cle)

    def is_puce(self, cle: str) -> bool:
        return cle in self._puces

    def get_taille(self, cle: str) -> float:
        return self._tailles.get(cle, 0.0)

    def is_gras(self, cle: str) -> bool:
        return self._gras.get(cle, False)


def _parse_titre(libelle: str) -> int:
    if libelle.casefold() in ("title", "titre"):
        return 0
    found = TITRE.fullmatch(libelle.strip())
    return int(found[1]) if found else 0


def _get_niveau(proprietes: ElementTree.Element | None) -> int:
    niveau = get_enfant(proprietes, "outlineLvl")
    rang = -1 if niveau is None else parse_entier(get_attribut(niveau, "val"), -1)
    return rang + 1 if 0 <= rang < 9 else 0


def _is_gras(proprietes: ElementTree.Element | None) -> bool:
    gras = get_enfant(proprietes, "b")
    return gras is not None and get_attribut(gras, "val", "1") not in ("0", "false", "off")


def read_docx(archive: Archive) -> list[Bloc]:
    if "word/document.xml" not in archive.noms:
        raise PlanIllisible(ABIME)
    corps = get_enfant(archive.parse("word/document.xml"), "body")
    if corps is None:
        raise PlanIllisible(ABIME)
    styles = Styles(archive)
    blocs: list[Bloc] = []
    _read_blocs(corps, styles, blocs)
    if len(blocs) > MAX_BLOCS:
        raise PlanIllisible("Ce document est démesuré : gardez les pages du plan.")
    rang = 0
    for bloc in blocs:
        if isinstance(bloc, Grille):
            rang += 1
            bloc.tableau = rang
    return blocs


def _read_blocs(parent: ElementTree.Element, styles: Styles, blocs: list[Bloc]) -> None:
    for element in parent:
        nom = get_nom(element)
        if nom == "p":
            for zone in iter_zones(element):
                dedans: list[Bloc] = []
                _read_blocs(zone, styles, dedans)
                blocs += [bloc for bloc in dedans if isinstance(bloc, Grille) or is_zone_lue(bloc.texte)]
            blocs += _read_paragraphes(element, styles)
        elif nom == "tbl":
            blocs.append(_read_tableau(element, styles))
        elif nom in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            _read_blocs(element, styles, blocs)


def iter_zones(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The text boxes that hang on an element, each once."""
    for enfant in element:
        nom = get_nom(enfant)
        if nom == "txbxContent":
            yield enfant
        elif nom not in ("Fallback", "tbl"):
            yield from iter_zones(enfant)


def is_zone_lue(texte: str) -> bool:
    """« AXE 2 – Jeunesse », « Fiche action n° 3 » in a text box is a title; anything else there is only said."""
    lu = parse_titre(clean_ligne(texte))
    return (lu.is_niveau or lu.is_action) and lu.numero is not None


def is_vrai(proprietes: ElementTree.Element | None, *noms: str) -> bool:
    """« strike », « dstrike », « vanish »: whether one of them is said, and not denied."""
    dits = [get_enfant(proprietes, nom) for nom in noms]
    return any(dit is not None and get_attribut(dit, "val", "1") not in ("0", "false", "off") for dit in dits)


def is_barre(run: ElementTree.Element) -> bool:
    return is_vrai(get_enfant(run, "rPr"), "strike", "dstrike")


def _read_paragraphes(p: ElementTree.Element, styles: Styles) -> list[Paragraphe]:
    """One for each line: a line break inside a paragraph is a new line for its reader."""
    proprietes = get_enfant(p, "pPr")
    style = get_enfant(proprietes, "pStyle")
    cle = "" if style is None else get_attribut(style, "val")
    titre = _get_niveau(proprietes) or styles.get_titre(cle)
    is_puce = get_enfant(proprietes, "numPr") is not None and not titre
    runs: list[tuple[str, bool]] = []
    _read_runs(p, styles.is_gras(cle), runs)
    lignes: list[list[tuple[str, bool]]] = [[]]
    for texte, gras in runs:
        for rang, piece in enumerate(texte.split("\n")):
            if rang:
                lignes.append([])
            if piece:
                lignes[-1].append((piece, gras))
    lues = [build_paragraphe(ligne, titre, is_puce) for ligne in lignes if any(t.strip() for t, _ in ligne)]
    taille = max((_get_taille(e) for e in p.iter() if get_nom(e) == "rPr"), default=0.0)
    for lue in lues:
        lue.is_liste = is_puce or (styles.is_puce(cle) and not titre)
        lue.taille = taille or styles.get_taille(cle)
    return lues


def _get_taille(proprietes: ElementTree.Element | None) -> float:
    """In points; 0 when it is not said."""
    taille = get_enfant(proprietes, "sz")
    return 0.0 if taille is None else parse_entier(get_attribut(taille, "val"), 0) / 2


def build_paragraphe(
    runs: list[tuple[str, bool]], titre: int = 0, is_puce: bool = False, taille: float = 0.0
) -> Paragraphe:
    """From its runs, each with its bold."""
    texte = "".join(piece for piece, _ in runs)
    etiquette = ""
    for piece, gras in runs:
        if piece.strip() and not gras:
            break
        etiquette += piece
    is_gras = etiquette.strip() == texte.strip()
    return Paragraphe(texte.strip(), titre, is_gras, "" if is_gras else etiquette.strip(), is_puce, taille)


def _read_runs(parent: ElementTree.Element, is_gras_style: bool, runs: list[tuple[str, bool]]) -> None:
    for element in parent:
        nom = get_nom(element)
        if nom in SAUTES or nom in ("pPr", "rPr", "txbxContent"):
            continue
        if nom == "r":
            if is_barre(element):
                continue
            proprietes = get_enfant(element, "rPr")
            gras = _is_gras(proprietes) if get_enfant(proprietes, "b") is not None else is_gras_style
            texte = "".join(_get_textes(element))
            if texte:
                runs.append((texte, gras))
        else:
            _read_runs(element, is_gras_style, runs)


def _get_textes(run: ElementTree.Element) -> list[str]:
    texts = []
    for element in run:
        nom = get_nom(element)
        if nom == "t":
            texts.append(element.text or "")
        elif nom == "tab":
            texts.append("\t")
        elif nom in ("br", "cr") and get_attribut(element, "type") != "page":
            texts.append("\n")
        elif nom == "noBreakHyphen":
            texts.append("-")
        elif nom == "sym" and get_attribut(element, "char").upper() in ("F0FE", "F0FC", "2612", "F053"):
            texts.append("☒")
    return texts


def _read_tableau(tbl: ElementTree.Element, styles: Styles) -> Grille:
    grille = Grille()
    # Column → where the merge that runs down it began.
    ouvertes: dict[int, tuple[int, int]] = {}
    fusions: dict[tuple[int, int], CellulesFusionnees] = {}
    for numero, tr in enumerate(_iter_rows(tbl), 1):
        cellules: list[Cellule] = []
        proprietes_rang = get_enfant(tr, "trPr")
        avant = get_enfant(proprietes_rang, "gridBefore")
        if avant is not None:
            cellules.extend(Cellule() for _ in range(min(parse_entier(get_attribut(avant, "val"), 0), MAX_COLONNES)))
        for tc in _iter_cells(tr):
            proprietes = get_enfant(tc, "tcPr")
            span = get_enfant(proprietes, "gridSpan")
            largeur = 1 if span is None else min(max(parse_entier(get_attribut(span, "val"), 1), 1), MAX_COLONNES)
            vertical = get_enfant(proprietes, "vMerge")
            place = len(cellules)
            cellule = _read_cellule(tc, styles)
            if vertical is not None and get_attribut(vertical, "val", "continue") != "restart" and place in ouvertes:
                ligne, _ = ouvertes[place]
                fusions[(ligne, place)] = CellulesFusionnees(ligne, place, numero, place + largeur - 1)
                cellule = Cellule()
            else:
                ouvertes.pop(place, None)
                if vertical is not None:
                    ouvertes[place] = (numero, largeur)
                if largeur > 1:
                    fusions[(numero, place)] = CellulesFusionnees(numero, place, numero, place + largeur - 1)
            cellules.append(cellule)
            cellules.extend(Cellule() for _ in range(largeur - 1))
        if any(cellule or cellule.barre for cellule in cellules):
            grille.rangees.append(Rangee(numero, cellules))
    grille.fusions = list(fusions.values())
    return grille


def _iter_rows(tbl: ElementTree.Element) -> list[ElementTree.Element]:
    return _iter_dedans(tbl, "tr")


def _iter_cells(tr: ElementTree.Element) -> list[ElementTree.Element]:
    return _iter_dedans(tr, "tc")


def _iter_dedans(parent: ElementTree.Element, balise: str) -> list[ElementTree.Element]:
    found: list[ElementTree.Element] = []
    for element in parent:
        nom = get_nom(element)
        if nom == balise:
            # A row that tracking took away is not read.
            if get_enfant(get_enfant(element, "trPr"), "del") is None:
                found.append(element)
        elif nom in ("sdt", "sdtContent", "ins", "customXml"):
            found += _iter_dedans(element, balise)
    return found


def _read_cellule(tc: ElementTree.Element, styles: Styles) -> Cellule:
    """Its lines, and the tables inside."""
    blocs: list[Bloc] = []
    _read_blocs(tc, styles, blocs)
    lignes: list[str] = []
    gras: list[bool] = []
    grilles = tuple(bloc for bloc in blocs if isinstance(bloc, Grille))
    for bloc in blocs:
        if isinstance(bloc, Paragraphe):
            lignes.append(f"- {bloc.texte}" if bloc.is_puce and not bloc.texte.startswith("-") else bloc.texte)
            gras.append(bloc.is_gras)
    texte = "\n".join(lignes).strip()
    barre = "" if texte or grilles else "\n".join(filter(None, map(_join_barres, tc.iter())))
    return Cellule(texte, is_gras=bool(gras) and all(gras), grilles=grilles, barre=barre)


def _join_barres(p: ElementTree.Element) -> str:
    """The words of a paragraph that are struck through; what tracking took away is not there."""
    if get_nom(p) != "p":
        return ""
    return "".join(texte for run in p if get_nom(run) == "r" and is_barre(run) for texte in _get_textes(run)).strip()
