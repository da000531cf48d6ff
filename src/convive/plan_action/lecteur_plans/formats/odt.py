"""The blocks of a LibreOffice text in their order: headings, paragraphs and what is bold in them, lists, tables. Pure
Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.docx import MAX_BLOCS, MAX_COLONNES, TITRE, build_paragraphe, is_zone_lue
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

MAX_REPETITIONS = 500
MAX_ESPACES = 200
# What stands beside the text of a paragraph, and what tracking keeps of what was taken away.
SAUTES = frozenset(
    {"annotation", "note", "tracked-changes", "text-box", "object", "ruby-text", "hidden-paragraph", "desc", "title"}
)
# What only holds other blocks.
ENVELOPPES = frozenset({"section", "numbered-paragraph", "text", "index-body", "frame", "g", "a"})
LISTES = frozenset({"list", "list-item", "list-header"})
GROUPES_DE_LIGNES = frozenset({"table-header-rows", "table-row-group", "table-rows"})
SOMMAIRES = frozenset({"table-of-content", "illustration-index", "table-index", "object-index", "alphabetical-index"})


class StylesOdt:
    """What the styles say of a paragraph or of a span, those on which they are based included."""

    def __init__(self, archive: Archive, racine: ElementTree.Element) -> None:
        self._dits: dict[tuple[str, str], dict[str, str]] = {}
        communs = archive.parse("styles.xml") if "styles.xml" in archive.noms else None
        for groupe in (get_enfant(communs, "styles"), get_enfant(racine, "automatic-styles")):
            for style in groupe if groupe is not None else ():
                if get_nom(style) == "style":
                    self._dits[(get_attribut(style, "family"), get_attribut(style, "name"))] = _read_style(style)

    def get(self, famille: str, nom: str, cle: str) -> str:
        vus: set[str] = set()
        while nom and nom not in vus:
            vus.add(nom)
            dits = self._dits.get((famille, nom), {})
            if cle in dits:
                return dits[cle]
            nom = dits.get("parent", "")
        return ""

    def get_titre(self, p: ElementTree.Element) -> int:
        """Its level of heading; 0 for a plain paragraph."""
        nom = get_attribut(p, "style-name")
        if get_nom(p) == "h":
            return max(1, parse_entier(get_attribut(p, "outline-level", "1"), 1))
        niveau = parse_entier(self.get("paragraph", nom, "niveau"), 0)
        libelle = self.get("paragraph", nom, "libelle") or nom
        found = TITRE.fullmatch(libelle.replace("_20_", " ").strip())
        return niveau or (int(found[1]) if found else 0)


def _read_style(style: ElementTree.Element) -> dict[str, str]:
    dits = {"parent": get_attribut(style, "parent-style-name")}
    if libelle := get_attribut(style, "display-name"):
        dits["libelle"] = libelle
    if niveau := get_attribut(style, "default-outline-level"):
        dits["niveau"] = niveau
    proprietes = get_enfant(style, "text-properties")
    if proprietes is None:
        return dits
    barres = [get_attribut(proprietes, f"text-line-through-{cle}") for cle in ("style", "type")]
    for cle, dit in (
        ("gras", get_attribut(proprietes, "font-weight")),
        ("taille", get_attribut(proprietes, "font-size")),
        ("masque", get_attribut(proprietes, "display")),
        ("barre", "none" if "none" in barres else next(filter(None, barres), "")),
    ):
        if dit:
            dits[cle] = dit
    return dits


@dataclass(frozen=True, slots=True)
class Morceau:
    """Words of one look in a paragraph."""

    texte: str
    is_gras: bool
    is_barre: bool
    is_masque: bool
    taille: float = 0.0


def read_odt(archive: Archive) -> list[Bloc]:
    racine = archive.parse("content.xml")
    corps = get_enfant(get_enfant(racine, "body"), "text")
    if corps is None:
        raise PlanIllisible(ABIME)
    blocs: list[Bloc] = []
    _read_blocs(corps, StylesOdt(archive, racine), blocs, is_liste=False)
    if len(blocs) > MAX_BLOCS:
        raise PlanIllisible("Ce document est démesuré\u00a0: gardez les pages du plan.")
    for rang, grille in enumerate((bloc for bloc in blocs if isinstance(bloc, Grille)), 1):
        grille.tableau = rang
    return blocs


def _read_blocs(parent: ElementTree.Element, styles: StylesOdt, blocs: list[Bloc], *, is_liste: bool) -> None:
    for element in parent:
        nom = get_nom(element)
        if nom in ("p", "h"):
            for zone in iter_zones(element):
                _read_zone(zone, styles, blocs)
            blocs += _read_paragraphes(element, styles, is_liste=is_liste)
        elif nom == "table":
            blocs.append(_read_tableau(element, styles))
        elif nom in ("text-box", "custom-shape"):
            _read_zone(element, styles, blocs)
        elif nom in ENVELOPPES or nom in LISTES:
            _read_blocs(element, styles, blocs, is_liste=is_liste or nom in LISTES)


def _read_zone(zone: ElementTree.Element, styles: StylesOdt, blocs: list[Bloc]) -> None:
    dedans: list[Bloc] = []
    _read_blocs(zone, styles, dedans, is_liste=False)
    blocs += [bloc for bloc in dedans if isinstance(bloc, Grille) or is_zone_lue(bloc.texte)]


def iter_zones(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The text boxes that hang on an element, each once."""
    for enfant in element:
        if get_nom(enfant) in ("text-box", "custom-shape"):
            yield enfant
        elif get_nom(enfant) not in ("annotation", "note", "table"):
            yield from iter_zones(enfant)


def iter_morceaux(p: ElementTree.Element, styles: StylesOdt) -> Iterator[Morceau]:
    """The words of a paragraph in their order, those that are struck through or hidden too."""
    nom = get_attribut(p, "style-name")
    cles = ("gras", "barre", "masque", "taille")
    yield from _iter_morceaux(p, styles, {cle: styles.get("paragraph", nom, cle) for cle in cles})


def _iter_morceaux(parent: ElementTree.Element, styles: StylesOdt, dits: dict[str, str]) -> Iterator[Morceau]:
    if parent.text:
        yield _build_morceau(_clean(parent.text), dits)
    for element in parent:
        nom = get_nom(element)
        if nom == "s":
            nombre = min(parse_entier(get_attribut(element, "c", "1"), 1), MAX_ESPACES)
            yield _build_morceau(" " * nombre, dits)
        elif nom in ("tab", "line-break"):
            yield _build_morceau("\t" if nom == "tab" else "\n", dits)
        elif nom == "span":
            style = get_attribut(element, "style-name")
            propres = {cle: styles.get("text", style, cle) or dit for cle, dit in dits.items()}
            yield from _iter_morceaux(element, styles, propres)
        elif nom not in SAUTES and nom != "custom-shape":
            yield from _iter_morceaux(element, styles, dits)
        if element.tail:
            yield _build_morceau(_clean(element.tail), dits)


def _clean(texte: str) -> str:
    """Line ends of the file are blanks of the text."""
    return re.sub(r"[ \t\r\n]+", " ", texte)


def _build_morceau(texte: str, dits: dict[str, str]) -> Morceau:
    gras = dits["gras"]
    is_gras = gras == "bold" or (gras.isdigit() and int(gras) >= 600)
    found = re.fullmatch(r"([\d.]+)pt", dits["taille"])
    is_barre = dits["barre"] not in ("", "none")
    return Morceau(texte, is_gras, is_barre, dits["masque"] == "none", float(found[1]) if found else 0.0)


def _read_paragraphes(p: ElementTree.Element, styles: StylesOdt, *, is_liste: bool) -> list[Paragraphe]:
    """One for each line, as in a Word document."""
    titre = styles.get_titre(p)
    lignes: list[list[Morceau]] = [[]]
    for morceau in iter_morceaux(p, styles):
        if morceau.is_barre:
            continue
        for rang, piece in enumerate(morceau.texte.split("\n")):
            if rang:
                lignes.append([])
            if piece:
                lignes[-1].append(Morceau(piece, morceau.is_gras, False, False, morceau.taille))
    lus = []
    for ligne in lignes:
        if not any(morceau.texte.strip() for morceau in ligne):
            continue
        taille = max(morceau.taille for morceau in ligne)
        lu = build_paragraphe([(m.texte, m.is_gras) for m in ligne], titre, is_liste and not titre, taille)
        lu.is_liste = lu.is_puce
        lus.append(lu)
    return lus


# --- Tables -----------------------------------------------------------------------------------------------------------
def _read_tableau(table: ElementTree.Element, styles: StylesOdt) -> Grille:
    grille = Grille()
    _read_rangees(table, styles, grille, 1)
    return grille


def _read_rangees(parent: ElementTree.Element, styles: StylesOdt, grille: Grille, numero: int) -> int:
    """Rows stand directly, or in groups; give the number of the row that follows."""
    for element in parent:
        nom = get_nom(element)
        if nom in GROUPES_DE_LIGNES:
            numero = _read_rangees(element, styles, grille, numero)
        if nom != "table-row":
            continue
        repetitions = min(max(1, parse_entier(get_attribut(element, "number-rows-repeated", "1"), 1)), MAX_REPETITIONS)
        for _ in range(repetitions):
            cellules = _read_rangee(element, styles, grille, numero)
            if any(cellule or cellule.barre for cellule in cellules):
                grille.rangees.append(Rangee(numero, cellules))
            numero += 1
    return numero


def _read_rangee(row: ElementTree.Element, styles: StylesOdt, grille: Grille, numero: int) -> list[Cellule]:
    cellules: list[Cellule] = []
    for cell in row:
        nom, place = get_nom(cell), len(cellules)
        if nom not in ("table-cell", "covered-table-cell") or place >= MAX_COLONNES:
            continue
        repetitions = max(1, parse_entier(get_attribut(cell, "number-columns-repeated", "1"), 1))
        cellule = Cellule() if nom == "covered-table-cell" else _read_cellule(cell, styles)
        cellules.extend([cellule] * min(repetitions, MAX_COLONNES - place))
        largeur = parse_entier(get_attribut(cell, "number-columns-spanned", "1"), 1)
        hauteur = parse_entier(get_attribut(cell, "number-rows-spanned", "1"), 1)
        if largeur > 1 or hauteur > 1:
            fin = min(place + max(largeur, 1) - 1, MAX_COLONNES)
            grille.fusions.append(
                CellulesFusionnees(numero, place, numero + min(max(hauteur, 1), MAX_REPETITIONS) - 1, fin)
            )
    return cellules


def _read_cellule(cell: ElementTree.Element, styles: StylesOdt) -> Cellule:
    """Its lines, and the tables inside."""
    blocs: list[Bloc] = []
    _read_blocs(cell, styles, blocs, is_liste=False)
    paragraphes = [bloc for bloc in blocs if isinstance(bloc, Paragraphe)]
    lignes = [f"- {p.texte}" if p.is_puce and not p.texte.startswith("-") else p.texte for p in paragraphes]
    texte = "\n".join(lignes).strip()
    grilles = tuple(bloc for bloc in blocs if isinstance(bloc, Grille))
    barre = "" if texte or grilles else "\n".join(filter(None, (join_barres(p, styles) for p in cell.iter())))
    return Cellule(
        texte, is_gras=bool(paragraphes) and all(p.is_gras for p in paragraphes), grilles=grilles, barre=barre
    )


def join_barres(p: ElementTree.Element, styles: StylesOdt) -> str:
    """The words of a paragraph that are struck through."""
    if get_nom(p) not in ("p", "h"):
        return ""
    return "".join(morceau.texte for morceau in iter_morceaux(p, styles) if morceau.is_barre).strip()
