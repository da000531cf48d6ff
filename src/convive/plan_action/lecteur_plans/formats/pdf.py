"""The lines and the tables of a text PDF, in their order; a scan is refused with the reason."""

import io
import itertools
import re
from bisect import bisect
from itertools import chain
from typing import Any

from convive.plan_action.lecteur_plans.formats.colonnes_pdf import is_gras, split_colonnes
from convive.plan_action.lecteur_plans.formats.docx import build_paragraphe
from convive.plan_action.lecteur_plans.formats.ouverture import ABIME, PROTEGE
from convive.plan_action.lecteur_plans.formats.pages_pdf import (
    Page,
    extend_grille,
    is_etiquetee,
    list_etiquettes,
    list_marges,
)
from convive.plan_action.lecteur_plans.formats.tableau_nu_pdf import find_tableau_nu
from convive.plan_action.lecteur_plans.marges import cut, list_marges_dites, say_marge
from convive.plan_action.lecteur_plans.modele import (
    Avertissement,
    Bloc,
    Cellule,
    CellulesFusionnees,
    Grille,
    Paragraphe,
    PlanIllisible,
    Rangee,
)
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, parse_titre

MAX_PAGES = 300
SCAN = (
    "Ce PDF est une image (un document numérisé)\u00a0: il ne contient aucun texte à lire. "
    "Envoyez le fichier Word ou Excel d’origine, ou un PDF exporté de celui-ci."
)
TROP_DE_PAGES = f"Ce PDF a plus de {MAX_PAGES} pages\u00a0: gardez celles du plan d’actions."
# Fewer letters than that on average, and the pages are pictures with a stamp.
LETTRES_PAR_PAGE = 25


def read_pdf(contenu: bytes) -> tuple[list[Bloc], list[Avertissement], list[str]]:
    """What it holds, the remarks on what stands beside, and what its headers and footers say."""
    # Slow to import, and only needed here.
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(contenu)) as pdf:
            pages = pdf.pages
            if len(pages) > MAX_PAGES:
                raise PlanIllisible(TROP_DE_PAGES)
            for page in pages:
                _lighten(page)
            tables = [page.find_tables() for page in pages]
            pleines = [_is_tableau_au_bas(page, siennes) for page, siennes in zip(pages, tables, strict=True)]
            suites = [False, *pleines[:-1]]
            lues: list[Page] = []
            bords: list[float] = []
            for rang, (page, siennes, suit) in enumerate(zip(pages, tables, suites, strict=True)):
                lue, bords = _read_page(page, siennes, suit, bords)
                lues.append(lue)
                pleines[rang] = pleines[rang] or bool(bords)
            hauteurs = [float(page.height) for page in pages]
            dits = [dit for page in pages for dit in _list_annotations(page)]
    except PlanIllisible:
        raise
    except PdfminerException as error:
        is_protege = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error.__cause__, *error.args))
        raise PlanIllisible(PROTEGE if is_protege else ABIME) from error
    except Exception as error:  # The reader of PDF raises whatever a broken file makes it meet.
        raise PlanIllisible(ABIME) from error
    lettres = sum(sum(c.isalnum() for c in _get_texte(bloc)) for page in lues for _, bloc in page)
    if not lues or (lettres < LETTRES_PAR_PAGE * len(lues) and lettres < 400):
        raise PlanIllisible(SCAN)
    blocs, ecartes = _join_pages(lues, pleines, hauteurs)
    marges = list_marges_dites(ecartes)
    return blocs, [*dits, *map(say_marge, marges)], marges


def _lighten(page: Any) -> None:
    """Keep of each character what is read of it here: its twenty other attributes take a third of the time."""
    if tuple(page.mediabox[:2]) != (0, 0):
        return
    process, hauteur = page.process_object, page.height

    def process_object(objet: Any) -> dict[str, Any]:
        if type(objet).__name__ != "LTChar" or not isinstance(objet.fontname, str):
            return dict(process(objet))
        return {
            "object_type": "char",
            "text": objet.get_text(),
            "fontname": objet.fontname,
            "size": objet.size,
            "x0": objet.x0,
            "x1": objet.x1,
            "top": hauteur - objet.y1,
            "bottom": hauteur - objet.y0,
        }

    page.process_object = process_object


def _list_annotations(page: Any) -> list[Avertissement]:
    """The comments that readers of PDF stick on a page; what they strike through is still read."""
    found = []
    for annot in page.annots:
        sorte = str((annot.get("data") or {}).get("Subtype", ""))
        if "Link" in sorte or "Widget" in sorte:
            # Where a line of the summary leads: nobody’s comment.
            continue
        texte = clean_ligne(str(annot.get("contents") or ""))
        lieu = {"page": page.page_number}
        if "StrikeOut" in sorte:
            boite = annot["x0"], annot["top"], annot["x1"], annot["bottom"]
            mots = clean_ligne("".join(char["text"] for char in page.chars if _is_dans(char, boite))) or texte
            phrase = f"«\u00a0{cut(mots)}\u00a0», barré par une annotation, est lu quand même\u00a0: à vérifier."
            found.append(Avertissement("texte_barre", phrase, lieu))
        elif texte:
            phrase = f"Un commentaire n’est pas repris\u00a0: «\u00a0{cut(texte)}\u00a0»."
            found.append(Avertissement("commentaire", phrase, lieu))
    return found


def _get_texte(bloc: Bloc) -> str:
    if isinstance(bloc, Paragraphe):
        return bloc.texte
    return " ".join(cellule.texte for rangee in bloc.rangees for cellule in rangee.cellules)


# A table that ends lower than this share of its page may go on over it.
BAS_DE_PAGE = 0.8


def _read_page(page: Any, tables: list[Any], suit: bool, bords: list[float]) -> tuple[Page, list[float]]:
    """Blocks with their height on the page. `suit`: a table of the page before may end on this one, by one row;
    `bords`: the columns of one that no line draws, of the page before, then of this one when it may go on."""
    tables = [
        table
        for rang, table in enumerate(tables)
        if len(table.rows) > (0 if suit and rang == 0 else 1) and any(len(row.cells) > 1 for row in table.rows)
    ]
    chars = page.chars
    blocs: Page = [(table.bbox[1], _read_table(page, table)) for table in tables]
    boites = [table.bbox for table in tables]
    libres = [char for char in chars if not any(_is_dans(char, boite) for boite in boites)]
    lignes = _list_lignes(libres) if not tables else []
    if lignes and (nu := find_tableau_nu(lignes, bords)) is not None:
        debut, fin = nu.debut, nu.fin
        dessus, dessous = (_read_lignes(list(chain(*part)), is_continu=True) for part in (lignes[:debut], lignes[fin:]))
        is_au_bas = lignes[fin - 1][0]["bottom"] > page.height * BAS_DE_PAGE
        return [*dessus, (lignes[debut][0]["top"], nu.grille), *dessous], nu.bords if is_au_bas else []
    parts = [libres] if tables else split_colonnes(libres, page.width)
    for part in parts:
        blocs += _read_lignes(part, is_continu=True)
    # In columns, the order is that of reading, not that of heights.
    return blocs if len(parts) > 1 else sorted(blocs, key=lambda couple: couple[0]), []


def _is_dans(char: dict[str, Any], boite: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(boite[0] <= x <= boite[2] and boite[1] <= y <= boite[3])


def _list_lignes(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The characters of the same height, from the left; a line of spaces is none."""
    lignes: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (round(c["bottom"], 1), c["x0"])):
        if lignes and abs(lignes[-1][0]["bottom"] - char["bottom"]) <= max(2.0, char["size"] * 0.3):
            lignes[-1].append(char)
        else:
            lignes.append([char])
    return [sorted(ligne, key=lambda c: c["x0"]) for ligne in lignes if any(c["text"].strip() for c in ligne)]


def _read_lignes(chars: list[dict[str, Any]], *, is_continu: bool = False) -> list[tuple[float, Paragraphe]]:
    """Each line with a space where there is a gap, and its size as a heading or not."""
    found: list[tuple[float, Paragraphe]] = []
    bord = max((char["x1"] for char in chars), default=0.0)
    avant: list[dict[str, Any]] = []
    runs: list[tuple[str, bool]] = []
    rangees = _list_lignes(chars)
    etiquettes = list_etiquettes(rangees) if is_continu else {}
    for rang, ligne in enumerate(rangees):
        coupure = etiquettes.get(rang, 0)
        suite = _build_runs(ligne)
        if coupure:
            # A label and, past a white, its value: as if the label were bold.
            suite = [(f"{''.join(t for t, _ in _build_runs(ligne[:coupure]))} ", True)]
            suite += [(texte, False) for texte, _ in _build_runs(ligne[coupure:])]
        if not "".join(texte for texte, _ in suite).strip():
            continue
        if is_continu and avant and _is_meme_paragraphe(avant, ligne, suite, bord):
            runs = [*runs, (" ", runs[-1][1]), *suite]
            found[-1] = (found[-1][0], build_paragraphe(runs, taille=found[-1][1].taille))
        else:
            runs = suite
            found.append((ligne[0]["top"], build_paragraphe(runs, taille=float(ligne[0]["size"]))))
        avant = ligne
    return found


def _is_meme_paragraphe(
    avant: list[dict[str, Any]], ligne: list[dict[str, Any]], suite: list[tuple[str, bool]], bord: float
) -> bool:
    """A full line goes on in the next one, of the same size and just under it, which opens no label and no bullet."""
    taille = avant[-1]["size"]
    texte = "".join(piece for piece, _ in suite).strip()
    is_dessous = 0 < ligne[0]["top"] - avant[0]["top"] < taille * 2.2 and abs(ligne[0]["size"] - taille) < 0.6
    # The first word of the next line did not fit at the end of this one.
    mot = texte.split(" ")[0]
    is_pleine = avant[-1]["x1"] + len(mot) * taille * 0.42 > bord - 4
    is_neuve = suite[0][1] or is_etiquetee(texte) or re.match(r"[-–•▪●*]|\d+[.)]\s", texte) is not None
    return is_dessous and not is_neuve and (is_pleine or texte[:1].islower())


def _build_runs(chars: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    last = None
    for char in chars:
        if (
            last is not None
            and char["x0"] - last["x1"] > max(1.0, char["size"] * 0.18)
            and not runs[-1][0].endswith(" ")
        ):
            runs[-1] = (f"{runs[-1][0]} ", runs[-1][1])
        gras = is_gras(char)
        if runs and (runs[-1][1] == gras or not char["text"].strip()):
            runs[-1] = (runs[-1][0] + char["text"], runs[-1][1])
        else:
            runs.append((char["text"], gras))
        last = char
    return runs


def _read_table(page: Any, table: Any) -> Grille:
    """Cells placed by their edges: one that spans several columns or rows is a merged one."""
    xs = _list_bords([x for cell in table.cells for x in (cell[0], cell[2])])
    ys = _list_bords([y for cell in table.cells for y in (cell[1], cell[3])])
    grille = Grille()
    rows: list[list[Cellule]] = [[Cellule() for _ in range(max(len(xs) - 1, 1))] for _ in range(max(len(ys) - 1, 1))]
    dedans_de = _sort_chars(page.chars, table.cells, xs, ys)
    for x0, y0, x1, y1 in table.cells:
        c0, c1 = _get_rang(xs, x0), _get_rang(xs, x1) - 1
        l0, l1 = _get_rang(ys, y0), _get_rang(ys, y1) - 1
        if c0 >= len(rows[0]) or l0 >= len(rows):
            continue
        dedans = dedans_de.get((x0, y0, x1, y1), [])
        lignes = [paragraphe for _, paragraphe in _read_lignes(dedans)]
        texte = _join_lignes(lignes, dedans, x1 - x0)
        rows[l0][c0] = Cellule(texte, is_gras=bool(lignes) and all(ligne.is_gras for ligne in lignes))
        if c1 > c0 or l1 > l0:
            grille.fusions.append(CellulesFusionnees(l0 + 1, c0, l1 + 1, c1))
    grille.rangees = [Rangee(rang, row) for rang, row in enumerate(rows, 1) if any(row)]
    return grille


type Boite = tuple[float, float, float, float]


def _sort_chars(
    chars: list[dict[str, Any]], cells: list[Boite], xs: list[float], ys: list[float]
) -> dict[Boite, list[dict[str, Any]]]:
    """The characters of each cell: each is looked for among the cells of its square only."""
    par_case: dict[tuple[int, int], list[Boite]] = {}
    for boite in cells:
        x0, y0, x1, y1 = boite
        for colonne in range(max(bisect(xs, x0 - 3) - 1, 0), bisect(xs, x1 + 3)):
            for ligne in range(max(bisect(ys, y0 - 3) - 1, 0), bisect(ys, y1 + 3)):
                par_case.setdefault((colonne, ligne), []).append(boite)
    found: dict[Boite, list[dict[str, Any]]] = {}
    for char in chars:
        case = (
            bisect(xs, (char["x0"] + char["x1"]) / 2) - 1,
            bisect(ys, (char["top"] + char["bottom"]) / 2) - 1,
        )
        for boite in par_case.get(case, ()):
            if _is_dans(char, boite):
                found.setdefault(boite, []).append(char)
    return found


def _join_lignes(lignes: list[Paragraphe], chars: list[dict[str, Any]], largeur: float) -> str:
    """A line that fills its cell goes on in the next one; a short one ends."""
    if not lignes:
        return ""
    taille = max((char["size"] for char in chars), default=10.0)
    texte = lignes[0].texte
    for avant, ligne in itertools.pairwise(lignes):
        mot = ligne.texte.split(" ")[0]
        # What the next word would have taken, at about half its size a letter.
        is_pleine = len(avant.texte) * taille * 0.5 + (len(mot) + 1) * taille * 0.5 > largeur - 8
        is_item = re.match(r"[-–•▪●*]|\d+[.)]", ligne.texte) is not None
        is_suite = (is_pleine or ligne.texte[:1].islower()) and not is_item
        texte = f"{texte} {ligne.texte}" if is_suite else f"{texte}\n{ligne.texte}"
    return texte


def _list_bords(valeurs: list[float]) -> list[float]:
    bords: list[float] = []
    for valeur in sorted(valeurs):
        if not bords or valeur - bords[-1] > 3:
            bords.append(valeur)
    return bords


def _get_rang(bords: list[float], valeur: float) -> int:
    return min(range(len(bords)), key=lambda rang: abs(bords[rang] - valeur))


def _join_pages(pages: list[Page], pleines: list[bool], hauteurs: list[float]) -> tuple[list[Bloc], list[str]]:
    """Headers and footers go apart; a table that goes on over the page is one."""
    marges = list_marges(pages, hauteurs)
    blocs: list[Bloc] = []
    ecartes: list[str] = []
    rang = 0
    is_pleine = False
    for page, au_bas in zip(pages, pleines, strict=True):
        is_debut = True
        for _, bloc in page:
            if isinstance(bloc, Paragraphe):
                if id(bloc) in marges:
                    ecartes.append(bloc.texte)
                    continue
                blocs.append(bloc)
            elif is_debut and is_pleine and blocs and isinstance(blocs[-1], Grille) and _is_suite(blocs[-1], bloc):
                extend_grille(blocs[-1], bloc)
            else:
                rang += 1
                bloc.tableau = rang
                blocs.append(bloc)
            is_debut = False
        is_pleine = au_bas
    return blocs, ecartes


def _is_tableau_au_bas(page: Any, tables: list[Any]) -> bool:
    """Whether the last thing of a page is a table that reaches its foot."""
    bas = max((table.bbox[3] for table in tables), default=0.0)
    return bool(bas > page.height * BAS_DE_PAGE)


def _is_suite(avant: Grille, apres: Grille) -> bool:
    remplies = [cellule.texte for cellule in apres.rangees[0].cellules if cellule] if apres.rangees else []
    # The banner of a fiche opens a table of its own.
    is_bandeau = len(remplies) == 1 and parse_titre(remplies[0]).is_action
    return avant.largeur == apres.largeur and not is_bandeau
