"""The rows of a CSV as exported by anyone: encodings, separators, quotes, lines inside cells. Pure Python."""

import csv
import io

from convive.plan_action.lecteur_plans.formats.ouverture import ABIME
from convive.plan_action.lecteur_plans.formats.xlsx import MAX_COLONNES, MAX_LIGNES, TROP_GRAND
from convive.plan_action.lecteur_plans.modele import Cellule, Grille, PlanIllisible, Rangee

SEPARATEURS = (";", "\t", ",", "|")
LIGNES_ESSAYEES = 60
DEBUTS_FORMULE = frozenset("=+-@\t\r")


def read_csv(contenu: bytes) -> Grille:
    texte = decode(contenu)
    if texte.startswith("sep=") and "\n" in texte:
        # Excel's own way to say its separator; the line counts among those of the file.
        separateur = texte[4:5] if texte[4:5] in SEPARATEURS else ""
        premiere, _, reste = texte.partition("\n")
        texte = "\n" * bool(premiere) + reste
        return _read(texte, separateur or _get_separateur(texte))
    return _read(texte, _get_separateur(texte))


def decode(contenu: bytes) -> str:
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", "replace")
    # UTF-16 without its mark: every second byte of a Latin text is null.
    if contenu[:200].count(0) > len(contenu[:200]) // 3:
        return contenu.decode("utf-16-le" if contenu[1:2] == b"\0" else "utf-16-be", "replace")
    if b"\0" in contenu[:4096]:
        raise PlanIllisible("Ce fichier n’est pas un texte : enregistrez votre tableau en CSV, en XLSX ou en ODS.")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        # « é » of the old Macintosh is a sign that no French text holds in the encoding of Windows.
        latin = contenu.decode("cp1252", "replace")
        mac = contenu.decode("mac_roman")
        return mac if _count_accents(mac) > _count_accents(latin) else latin


def _count_accents(texte: str) -> int:
    return sum(texte.count(signe) for signe in "éèêàçùôîûâëïÉÈÀ’")


def _get_separateur(texte: str) -> str:
    """The sign by which the first rows have the same number of cells, most often and most of them."""
    extrait = "\n".join(texte.split("\n")[:LIGNES_ESSAYEES])
    best, best_score = ";", (0.0, 0)
    for signe in SEPARATEURS:
        try:
            counts = [len(row) for row in csv.reader(io.StringIO(extrait, newline=""), delimiter=signe) if any(row)]
        except csv.Error:
            continue
        larges = [count for count in counts if count > 1]
        if not larges:
            continue
        commun = max(set(larges), key=lambda count: (larges.count(count), count))
        score = (larges.count(commun) / len(counts) * min(commun, 6), commun)
        if score > best_score:
            best, best_score = signe, score
    return best


def _read(texte: str, separateur: str) -> Grille:
    grille = Grille(separateur=separateur)
    reader = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)
    debut = 1
    try:
        for row in reader:
            cellules = [Cellule(_clean(cell)) for cell in row[:MAX_COLONNES]]
            if any(cellules):
                grille.rangees.append(Rangee(debut, cellules))
            if len(grille.rangees) > MAX_LIGNES:
                raise PlanIllisible(TROP_GRAND)
            debut = reader.line_num + 1
    except csv.Error as error:
        raise PlanIllisible(ABIME) from error
    return grille


def _clean(cell: str) -> str:
    nu = cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    # The apostrophe that an export puts before what a spreadsheet would take for a formula.
    return nu[1:] if nu.startswith("'") and nu[1:2] in DEBUTS_FORMULE else nu
