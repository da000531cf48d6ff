"""The sheets of an Excel workbook: texts, numbers, days, bold, merged cells, hidden rows and sheets. Pure Python."""

import posixpath
import re
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.formats.nombres import build_booleen, build_jour, build_nombre
from convive.plan_action.lecteur_plans.formats.ouverture import (
    ABIME,
    Archive,
    get_enfant,
    get_nom,
    parse_entier,
)
from convive.plan_action.lecteur_plans.marges import ZONE, cut, list_marges_dites, say_marge
from convive.plan_action.lecteur_plans.modele import (
    FORMULE_VIDE,
    Cellule,
    CellulesFusionnees,
    Grille,
    PlanIllisible,
    Rangee,
)
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne

MAX_LIGNES = 20_000
MAX_COLONNES = 200
MAX_FUSIONS = 20_000
TROP_GRAND = f"Ce classeur a plus de {MAX_LIGNES} lignes remplies : gardez les feuilles du plan."
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
FORMATS_JOUR = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
FORMATS_POURCENT = frozenset({9, 10})
FORMATS_MONNAIE = frozenset({5, 6, 7, 8, 42, 44})
FAUX = {"": True, "0": False, "false": False}


def read_xlsx(archive: Archive) -> list[Grille]:
    if "xl/workbook.xml" not in archive.noms:
        raise PlanIllisible(ABIME)
    classeur = archive.parse("xl/workbook.xml")
    relations = _read_relations(archive)
    partages = _read_partages(archive)
    styles = _read_styles(archive)
    proprietes = next((e for e in classeur.iter() if get_nom(e) == "workbookPr"), None)
    is_1904 = proprietes is not None and proprietes.get("date1904", "0") in ("1", "true")
    grilles: list[Grille] = []
    total = 0
    for sheet in (e for e in classeur.iter() if get_nom(e) == "sheet"):
        cible = relations.get(next((v for cle, v in sheet.attrib.items() if cle.endswith("}id")), ""), "")
        # Sheets of charts hold no cell.
        if ("worksheet" not in cible and "sheet" not in cible) or cible not in archive.noms or "chartsheet" in cible:
            continue
        grille = Grille(sheet.get("name", ""), is_masquee=sheet.get("state", "visible") != "visible")
        _read_feuille(archive, cible, grille, partages, styles, is_1904)
        _read_dessus(archive, cible, grille)
        total += len(grille.rangees)
        if total > MAX_LIGNES:
            raise PlanIllisible(TROP_GRAND)
        grilles.append(grille)
    if not grilles:
        raise PlanIllisible(ABIME)
    return grilles


def _read_relations(archive: Archive) -> dict[str, str]:
    nom = "xl/_rels/workbook.xml.rels"
    if nom not in archive.noms:
        raise PlanIllisible(ABIME)
    found = {}
    for relation in archive.parse(nom):
        cible = relation.get("Target", "")
        found[relation.get("Id", "")] = (
            cible.removeprefix("/") if cible.startswith("/") else posixpath.normpath(posixpath.join("xl", cible))
        )
    return found


# A text, whether it is wholly bold, and the part of it that is struck through, which is not in the text.
type Partage = tuple[str, bool, str]


def _read_partages(archive: Archive) -> list[Partage]:
    if "xl/sharedStrings.xml" not in archive.noms:
        return []
    return [
        (_join(si), _is_gras_riche(si), _join(si, is_barre=True))
        for si in archive.iter_elements("xl/sharedStrings.xml", "si")
    ]


def _join(element: ElementTree.Element, *, is_barre: bool = False) -> str:
    """Without phonetic readings; of what is struck through, nothing or nothing else."""
    texts = []
    for enfant in element:
        nom = get_nom(enfant)
        if nom == "t" and not is_barre:
            texts.append(enfant.text or "")
        elif nom == "r" and _is_dit(get_enfant(enfant, "rPr"), "strike") == is_barre:
            texts += [t.text or "" for t in enfant if get_nom(t) == "t"]
        elif nom == "is":
            texts.append(_join(enfant, is_barre=is_barre))
    return _clean("".join(texts))


def _is_gras_riche(element: ElementTree.Element) -> bool:
    runs = [enfant for enfant in element if get_nom(enfant) == "r"]
    return bool(runs) and all(_is_dit(get_enfant(run, "rPr"), "b") for run in runs)


def _is_dit(proprietes: ElementTree.Element | None, nom: str) -> bool:
    """« b », « strike »: said, and not denied."""
    dit = get_enfant(proprietes, nom)
    return dit is not None and dit.get("val", "1") not in ("0", "false")


def _clean(texte: str) -> str:
    # « _ » itself is written so where the text holds what looks like one of these marks.
    texte = re.sub(
        r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)) if int(m[1], 16) in (9, 10, 13, 0x5F) else m[0], texte
    )
    return texte.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")


@dataclass(frozen=True, slots=True)
class Style:
    """« jour », « pourcent », « monnaie » or nothing; and the look of the letters."""

    genre: str = ""
    is_gras: bool = False
    is_barre: bool = False


SANS_STYLE = Style()


def _read_styles(archive: Archive) -> list[Style]:
    """The styles of cells, in their order."""
    if "xl/styles.xml" not in archive.noms:
        return []
    racine = archive.parse("xl/styles.xml")
    formats: dict[int, str] = {}
    polices: list[tuple[bool, bool]] = []
    styles: list[Style] = []
    for groupe in racine:
        nom = get_nom(groupe)
        if nom == "numFmts":
            formats = {parse_entier(f.get("numFmtId", ""), -1): f.get("formatCode", "") for f in groupe}
        elif nom == "fonts":
            polices = [(_is_dit(font, "b"), _is_dit(font, "strike")) for font in groupe]
        elif nom == "cellXfs":
            for xf in groupe:
                numero = parse_entier(xf.get("numFmtId", "0"), 0)
                police = parse_entier(xf.get("fontId", "0"), 0)
                gras, barre = polices[police] if police < len(polices) else (False, False)
                styles.append(Style(_get_sorte(numero, formats.get(numero, "")), gras, barre))
    return styles


def _get_sorte(numero: int, code: str) -> str:
    if numero in FORMATS_JOUR:
        return "jour"
    if numero in FORMATS_MONNAIE:
        return "monnaie"
    if numero in FORMATS_POURCENT:
        return "pourcent"
    nu = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", code).lower()
    if nu.endswith("%"):
        return "pourcent"
    if "€" in code:
        return "monnaie"
    if re.search(r"[0#?]", nu):
        return ""
    return "jour" if "y" in nu or "d" in nu or ("a" in nu and "m" in nu) or ("j" in nu and "m" in nu) else ""


def _read_feuille(
    archive: Archive,
    partie: str,
    grille: Grille,
    partages: list[Partage],
    styles: list[Style],
    is_1904: bool,
) -> None:
    suivant = 1
    for element in archive.iter_elements(partie, "row", "mergeCell", "cols", "headerFooter"):
        nom = get_nom(element)
        if nom == "row":
            numero = parse_entier(element.get("r", ""), suivant)
            suivant = numero + 1
            cellules, barres = _read_rangee(element, partages, styles, is_1904)
            grille.barres += [(numero, colonne, texte) for colonne, texte in barres]
            if any(cellule or cellule.barre for cellule in cellules):
                grille.rangees.append(Rangee(numero, cellules, element.get("hidden", "0") in ("1", "true")))
            if len(grille.rangees) > MAX_LIGNES:
                raise PlanIllisible(TROP_GRAND)
        elif nom == "cols":
            for col in element:
                if col.get("hidden", "0") in ("1", "true"):
                    debut, fin = parse_entier(col.get("min", ""), 1), parse_entier(col.get("max", ""), 0)
                    grille.colonnes_masquees |= set(range(debut - 1, min(fin, MAX_COLONNES)))
        elif nom == "headerFooter":
            marges = list_marges_dites(_clean_marge(enfant.text or "") for enfant in element)
            grille.dits += [(dit.code, dit.message, 0) for dit in map(say_marge, marges)]
        elif nom == "mergeCell":
            fusion = _parse_fusion(element.get("ref", ""))
            if fusion is not None and len(grille.fusions) < MAX_FUSIONS:
                grille.fusions.append(fusion)


def _clean_marge(texte: str) -> str:
    """« &L&"Arial"&10CTG 2025-2028&RPage &P » without its codes."""
    return re.sub(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Z]', " ", texte)


def _read_dessus(archive: Archive, partie: str, grille: Grille) -> None:
    """What lies over the cells: comments, text boxes."""
    dossier, _, nom = partie.rpartition("/")
    relations = f"{dossier}/_rels/{nom}.rels"
    if relations not in archive.noms:
        return
    for relation in archive.parse(relations):
        sorte, cible = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
        cible = cible.removeprefix("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(dossier, cible))
        if cible not in archive.noms:
            continue
        if sorte == "comments":
            for comment in archive.iter_elements(cible, "comment"):
                found = REFERENCE.fullmatch(comment.get("ref", ""))
                texte = "".join(_join(text) for text in comment if get_nom(text) == "text")
                if found is not None and texte.strip():
                    grille.commentaires.append((int(found[2]), _get_colonne(found[1]), texte.strip()))
        elif sorte == "drawing":
            for zone in archive.iter_elements(cible, "txBody"):
                if texte := clean_ligne(" ".join(e.text or "" for e in zone.iter() if get_nom(e) == "t")):
                    grille.dits.append(("zone_de_texte", ZONE.format(cut(texte)), 0))


def _parse_fusion(reference: str) -> CellulesFusionnees | None:
    debut, _, fin = reference.partition(":")
    a, b = REFERENCE.fullmatch(debut), REFERENCE.fullmatch(fin)
    if a is None or b is None:
        return None
    fusion = CellulesFusionnees(
        int(a[2]), _get_colonne(a[1]), min(int(b[2]), int(a[2]) + 2_000), min(_get_colonne(b[1]), MAX_COLONNES)
    )
    return fusion if fusion.ligne <= fusion.ligne_fin and fusion.colonne <= fusion.colonne_fin else None


def _get_colonne(lettres: str) -> int:
    place = 0
    for lettre in lettres:
        place = place * 26 + ord(lettre) - ord("A") + 1
    return place - 1


def _read_rangee(
    row: ElementTree.Element,
    partages: list[Partage],
    styles: list[Style],
    is_1904: bool,
) -> tuple[list[Cellule], list[tuple[int, str]]]:
    """Its cells, and what is struck through in them."""
    cellules: list[Cellule] = []
    barres: list[tuple[int, str]] = []
    for c in row:
        if get_nom(c) != "c":
            continue
        found = REFERENCE.fullmatch(c.get("r", ""))
        place = _get_colonne(found[1]) if found else len(cellules)
        if place >= MAX_COLONNES:
            continue
        cellules.extend(Cellule() for _ in range(place + 1 - len(cellules)))
        cellules[place], barre = _read_cellule(c, partages, styles, is_1904)
        if barre.strip():
            barres.append((place, barre))
            cellules[place].barre = "" if cellules[place] else barre.strip()
    return cellules, barres


def _read_cellule(
    c: ElementTree.Element, partages: list[Partage], styles: list[Style], is_1904: bool
) -> tuple[Cellule, str]:
    """The cell, and its part that is struck through, which it does not hold."""
    rang = parse_entier(c.get("s", "0"), 0)
    style = styles[rang] if rang < len(styles) else SANS_STYLE
    barre = ""
    if c.get("t", "n") == "s":
        place = parse_entier(next((e.text or "" for e in c if get_nom(e) == "v"), ""), -1)
        texte, riche, barre = partages[place] if 0 <= place < len(partages) else ("", False, "")
        cellule = Cellule(texte.strip(), is_gras=style.is_gras or riche)
    elif c.get("t", "n") == "inlineStr":
        cellule, barre = Cellule(_join(c).strip(), is_gras=style.is_gras), _join(c, is_barre=True)
    else:
        cellule = _read_valeur(c, style, is_1904)
    return (Cellule(is_gras=style.is_gras), cellule.texte or barre) if style.is_barre else (cellule, barre)


def _read_valeur(c: ElementTree.Element, style: Style, is_1904: bool) -> Cellule:
    """A cell that holds something else than a shared text."""
    sorte, is_gras = c.get("t", "n"), style.is_gras
    valeur = next((e.text or "" for e in c if get_nom(e) == "v"), "")
    if not valeur.strip():
        # A formula that no software computed: what it shows is not in the file.
        formule = next((e for e in c if get_nom(e) == "f"), None)
        # « [1]Feuille!A1 » asks another file: its text may be empty for want of it.
        is_formule = formule is not None and (sorte != "str" or "[" in (formule.text or ""))
        return Cellule(FORMULE_VIDE, is_erreur=True) if is_formule else Cellule(is_gras=is_gras)
    if sorte == "b":
        return build_booleen(valeur.strip() == "1", is_gras)
    if sorte == "e":
        return Cellule(valeur, is_erreur=True)
    if sorte == "d":
        return build_jour(valeur[:10], is_gras)
    if sorte == "str":
        return Cellule(_clean(valeur).strip(), is_gras=is_gras)
    return _build_nombre(valeur, style.genre, is_gras, is_1904)


def _build_nombre(valeur: str, genre: str, is_gras: bool, is_1904: bool) -> Cellule:
    try:
        nombre = float(valeur)
    except ValueError:
        return Cellule(valeur.strip(), is_gras=is_gras)
    if genre == "jour" and 1 <= nombre < 2_958_466:
        jour = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
        return build_jour((jour + timedelta(days=int(nombre))).isoformat(), is_gras)
    return build_nombre(nombre, is_gras, is_pourcent=genre == "pourcent", is_monnaie=genre == "monnaie")
