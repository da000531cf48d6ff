"""The sheets of a LibreOffice workbook: repeated cells and rows, covered cells, hidden ones. Pure Python."""

from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.nombres import build_booleen, build_jour, build_nombre
from convive.plan_action.lecteur_plans.formats.ouverture import Archive, get_attribut, get_enfant, get_nom, parse_entier
from convive.plan_action.lecteur_plans.formats.xlsx import MAX_COLONNES, MAX_LIGNES, TROP_GRAND
from convive.plan_action.lecteur_plans.marges import ZONE, cut
from convive.plan_action.lecteur_plans.modele import (
    FORMULE_VIDE,
    Cellule,
    CellulesFusionnees,
    Grille,
    PlanIllisible,
    Rangee,
)
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne

# A row that is filled and said to be repeated more than that was not typed by anyone.
MAX_REPETITIONS = 500
MAX_ESPACES = 1_000
ZONES = frozenset({"custom-shape", "text-box", "caption"})


def read_ods(archive: Archive) -> list[Grille]:
    racine = archive.parse("content.xml")
    styles = _read_styles(racine)
    tableur = next((e for e in racine.iter() if get_nom(e) == "spreadsheet"), None)
    grilles: list[Grille] = []
    total = 0
    for table in tableur if tableur is not None else ():
        if get_nom(table) != "table":
            continue
        is_masquee = styles.get(get_attribut(table, "style-name"), {}).get("display") == "false"
        grille = Grille(get_attribut(table, "name"), is_masquee=is_masquee)
        _read_rangees(table, grille, styles, 1)
        for zone in (e for e in table.iter() if get_nom(e) in ZONES):
            if texte := clean_ligne(" ".join(join_paragraphe(p) for p in zone.iter() if get_nom(p) == "p")):
                grille.dits.append(("zone_de_texte", ZONE.format(cut(texte)), 0))
        total += len(grille.rangees)
        if total > MAX_LIGNES:
            raise PlanIllisible(TROP_GRAND)
        grilles.append(grille)
    for suivi in (e for e in racine.iter() if get_nom(e) == "tracked-changes"):
        for change in suivi:
            _say_change(change, grilles)
    return grilles


def _say_change(change: ElementTree.Element, grilles: list[Grille]) -> None:
    """A change that nobody has accepted yet: the cells hold it, and it is said with what was there before."""
    if get_attribut(change, "acceptance-state", "pending") != "pending":
        return
    nom = get_nom(change)
    adresse = next((e for e in change.iter() if get_nom(e) == "cell-address"), change)
    table = parse_entier(get_attribut(adresse, "table", "0"), 0)
    ligne = parse_entier(get_attribut(adresse, "row" if nom == "cell-content-change" else "position", ""), -1) + 1
    avant = cut(" ".join(_write_suivi(e) for e in change.iter() if get_nom(e) == "change-track-table-cell"))
    if nom == "cell-content-change":
        phrase = (
            f"Une cellule a changé en suivi des modifications\u00a0: «\u00a0{avant or '(vide)'}\u00a0» n’est plus lu."
        )
    elif nom == "deletion":
        quoi = "Une colonne" if get_attribut(change, "type") == "column" else "Une ligne"
        dit = f"\u00a0: «\u00a0{avant}\u00a0»" if avant else ""
        phrase = f"{quoi} supprimée en suivi des modifications n’est pas lue{dit}."
    elif nom == "insertion":
        quoi = "Une colonne ajoutée" if get_attribut(change, "type") == "column" else "Une ligne ajoutée"
        phrase = f"{quoi} en suivi des modifications est lue\u00a0: à accepter ou non."
    else:
        return
    if get_attribut(change, "type") == "column":
        ligne = 0
    if table < len(grilles):
        grilles[table].dits.append(("suivi_modifications", phrase, ligne))


def _write_suivi(cell: ElementTree.Element) -> str:
    """What a cell held: its words, else its value."""
    texte = " ".join(join_paragraphe(p) for p in cell if get_nom(p) == "p")
    return texte or get_attribut(cell, "date-value") or get_attribut(cell, "value")


def _read_styles(racine: ElementTree.Element) -> dict[str, dict[str, str]]:
    """What the styles of the file say of bold and of hiding, by name of style."""
    styles: dict[str, dict[str, str]] = {}
    groupe = get_enfant(racine, "automatic-styles")
    for style in groupe if groupe is not None else ():
        dits = styles.setdefault(get_attribut(style, "name"), {})
        for proprietes in style:
            if gras := get_attribut(proprietes, "font-weight"):
                dits["gras"] = gras
            barre = get_attribut(proprietes, "text-line-through-style") or get_attribut(
                proprietes, "text-line-through-type"
            )
            if barre not in ("", "none"):
                dits["barre"] = barre
            if affichage := get_attribut(proprietes, "display"):
                dits["display"] = affichage
    return styles


def _read_rangees(parent: ElementTree.Element, grille: Grille, styles: dict[str, dict[str, str]], numero: int) -> int:
    """Rows stand directly, or in groups (titles, outlines); give the number of the row that follows."""
    for element in parent:
        nom = get_nom(element)
        if nom in ("table-column", "table-columns", "table-header-columns", "table-column-group"):
            _read_colonnes(element, grille)
            continue
        if nom in ("table-header-rows", "table-row-group", "table-rows"):
            numero = _read_rangees(element, grille, styles, numero)
        if nom != "table-row":
            continue
        repetitions = parse_entier(get_attribut(element, "number-rows-repeated", "1"), 1)
        is_masquee = get_attribut(element, "visibility", "visible") != "visible"
        first: list[Cellule] = []
        for rang in range(min(repetitions, MAX_REPETITIONS)):
            first = _read_rangee(element, grille, styles, numero + rang)
            if not any(cellule or cellule.barre for cellule in first):
                break
            grille.rangees.append(Rangee(numero + rang, first, is_masquee))
        if (any(first) and repetitions > MAX_REPETITIONS) or len(grille.rangees) > MAX_LIGNES:
            raise PlanIllisible(TROP_GRAND)
        numero += repetitions
    return numero


def _read_colonnes(element: ElementTree.Element, grille: Grille) -> None:
    if get_nom(element) != "table-column":
        for enfant in element:
            _read_colonnes(enfant, grille)
        return
    nombre = min(parse_entier(get_attribut(element, "number-columns-repeated", "1"), 1), MAX_COLONNES)
    debut, grille.colonnes_dites = grille.colonnes_dites, min(grille.colonnes_dites + nombre, MAX_COLONNES)
    if get_attribut(element, "visibility", "visible") != "visible":
        grille.colonnes_masquees |= set(range(debut, grille.colonnes_dites))


def _read_rangee(
    row: ElementTree.Element, grille: Grille, styles: dict[str, dict[str, str]], numero: int
) -> list[Cellule]:
    cellules: list[Cellule] = []
    for cell in row:
        if get_nom(cell) not in ("table-cell", "covered-table-cell"):
            continue
        cellule, barre = _read_cellule(cell, styles)
        if barre and get_nom(cell) == "table-cell":
            grille.barres.append((numero, len(cellules), barre))
            cellule.barre = "" if cellule else barre
        for annotation in (e for e in cell if get_nom(e) == "annotation"):
            texte = " ".join(join_paragraphe(p) for p in annotation.iter() if get_nom(p) == "p").strip()
            if texte:
                grille.commentaires.append((numero, len(cellules), texte))
        largeur = parse_entier(get_attribut(cell, "number-columns-spanned", "1"), 1)
        hauteur = parse_entier(get_attribut(cell, "number-rows-spanned", "1"), 1)
        place = len(cellules)
        if (largeur > 1 or hauteur > 1) and place < MAX_COLONNES:
            fin = min(place + largeur - 1, MAX_COLONNES)
            grille.fusions.append(CellulesFusionnees(numero, place, numero + min(hauteur, 2_000) - 1, fin))
        if get_nom(cell) == "covered-table-cell":
            # A cell may keep a text under the merge that hides it: nobody sees it.
            cellule = Cellule()
        repetitions = parse_entier(get_attribut(cell, "number-columns-repeated", "1"), 1)
        cellules.extend([cellule] * max(0, min(repetitions, MAX_COLONNES - len(cellules))))
    while cellules and not (cellules[-1] or cellules[-1].barre):
        cellules.pop()
    return cellules


def _read_cellule(cell: ElementTree.Element, styles: dict[str, dict[str, str]]) -> tuple[Cellule, str]:
    """The cell, and its part that is struck through, which it does not hold."""
    style = styles.get(get_attribut(cell, "style-name"), {})
    is_gras = style.get("gras") == "bold"
    if "barre" in style:
        entiere = _read_valeur(cell, is_gras, frozenset())
        return Cellule(is_gras=is_gras), entiere.texte
    barres = frozenset(nom for nom, dits in styles.items() if "barre" in dits)
    spans = (
        [e for e in cell.iter() if get_nom(e) == "span" and get_attribut(e, "style-name") in barres] if barres else []
    )
    return _read_valeur(cell, is_gras, barres), " ".join(join_paragraphe(span) for span in spans).strip()


def _read_valeur(cell: ElementTree.Element, is_gras: bool, barres: frozenset[str]) -> Cellule:
    """What it holds behind what it shows, when it holds a number, a day, or yes and no."""
    sorte = get_attribut(cell, "value-type")
    if sorte == "date":
        return build_jour(get_attribut(cell, "date-value")[:10], is_gras)
    if sorte == "boolean":
        return build_booleen(get_attribut(cell, "boolean-value") == "true", is_gras)
    if sorte in ("float", "percentage", "currency"):
        try:
            nombre = float(get_attribut(cell, "value"))
            return build_nombre(nombre, is_gras, is_pourcent=sorte == "percentage", is_monnaie=sorte == "currency")
        except ValueError:
            pass
    texte = "\n".join(join_paragraphe(p, barres) for p in cell if get_nom(p) in ("p", "h"))
    listes = [
        join_paragraphe(p, barres)
        for liste in cell
        if get_nom(liste) == "list"
        for p in liste.iter()
        if get_nom(p) == "p"
    ]
    lu = "\n".join(filter(None, [texte, *listes])).replace("\0", "").strip()
    formule = get_attribut(cell, "formula")
    if formule and not lu and (sorte != "string" or "file:" in formule):
        # A formula that no software computed, or that asks a file that was not there.
        return Cellule(FORMULE_VIDE, is_erreur=True)
    return Cellule(lu, is_gras=is_gras)


def join_paragraphe(element: ElementTree.Element, barres: frozenset[str] = frozenset()) -> str:
    """Its words, with what OpenDocument writes as elements: tabs, ends of line, repeated spaces; without the notes, nor
    what bears one of the styles `barres`."""
    nom = get_nom(element)
    if nom in ("annotation", "note", "tracked-changes") or (barres and get_attribut(element, "style-name") in barres):
        return ""
    if nom == "s":
        return " " * min(parse_entier(get_attribut(element, "c", "1"), 1), MAX_ESPACES)
    signe = {"tab": "\t", "line-break": "\n"}.get(nom, "")
    return signe + (element.text or "") + "".join(join_paragraphe(e, barres) + (e.tail or "") for e in element)
