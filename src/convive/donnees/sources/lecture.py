"""Generic reader for the text tables of producers: encoding, separator, header, stray cells.

A file is either read completely, or refused with the line, the column and the likely cause: nothing is guessed
silently.
"""

import csv
import gzip
import io
import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule
from convive.donnees.rules import Statut
from convive.donnees.sources.archive import OCTETS_MAX, get_membre

NOMS_SEPARATEURS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
CSV_ABIME = "les guillemets ne sont pas fermés, ou une cellule est trop longue\u00a0: le fichier est tronqué ou abîmé"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ANNEE_DU_NOM = re.compile(r"(?<!\d)(20\d\d)(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?(?!\d)")
_BOM_UTF8 = b"\xef\xbb\xbf"
_NI_LETTRE_NI_CHIFFRE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Tableau:
    """A text table: its header, and its records with the number of the physical line where each one ends."""

    fichier: str
    entete: list[str]
    lignes: list[tuple[int, list[str]]]

    def get_position(self, colonne: str) -> int:
        """The index of a column. Raise FichierIllisible if it is missing."""
        try:
            return self.entete.index(colonne)
        except ValueError:
            raise FichierIllisible(
                self.fichier, "cette colonne manque, le fichier a peut-être changé de format", colonne=colonne
            ) from None

    def get_colonnes(self, motif: re.Pattern[str]) -> dict[str, str]:
        """Columns whose whole name matches: name → first group (usually the two digits of a year)."""
        return {nom: trouve[1] for nom in self.entete if (trouve := motif.fullmatch(nom))}

    def get_colonne_recente(self, motif: re.Pattern[str]) -> tuple[str, int]:
        """The column of the latest vintage, and its year from the two digits in its name. Raise FichierIllisible if
        there is none."""
        trouvees = self.get_colonnes(motif)
        if not trouvees:
            raise FichierIllisible(
                self.fichier,
                "cette colonne manque, le fichier a peut-être changé de format",
                colonne=render_motif(motif.pattern),
            )
        colonne, annee = max(trouvees.items(), key=lambda item: item[1])
        return colonne, 2000 + int(annee)


def render_motif(motif: str) -> str:
    r"""A readable form of a pattern of column names, in which AA stands for the two digits of a year.

    >>> render_motif(r"NAIS\d\d(\d\d)")
    'NAISAAAA'
    """
    return motif.replace("(", "").replace(")", "").replace(r"\d\d", "AA")


def compute_cle_colonne(nom: str) -> str:
    """A column name for comparison: without accents, capitals or punctuation.

    >>> compute_cle_colonne("Taux de couv EAJE - ensemble")
    'taux_de_couv_eaje_ensemble'
    """
    nu = "".join(c for c in unicodedata.normalize("NFD", nom.casefold()) if not unicodedata.combining(c))
    return _NI_LETTRE_NI_CHIFFRE.sub("_", nu).strip("_")


def list_absentes(entete: Sequence[str], colonnes: Mapping[str, str]) -> list[str]:
    """A warning about the columns that a file lacks, given column name → quantity."""
    absentes = [f"{libelle} ({colonne})" for colonne, libelle in colonnes.items() if colonne not in entete]
    if not absentes:
        return []
    debut = (
        "Colonne absente du fichier, donc sans chiffre"
        if len(absentes) == 1
        else "Colonnes absentes du fichier, donc sans chiffre"
    )
    return [f"{debut} : {' ; '.join(absentes)}."]


def get_octets(path: Path) -> bytes:
    """The contents of a file of reasonable size, decompressed if it is gzipped."""
    taille = path.stat().st_size
    if taille > OCTETS_MAX:
        raise FichierIllisible(path.name, f"le fichier dépasse {OCTETS_MAX // 2**20} Mo")
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    try:
        with gzip.open(path) as flux:
            octets = flux.read(OCTETS_MAX + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FichierIllisible(
            path.name, "le fichier compressé est tronqué ou abîmé, téléchargez-le de nouveau"
        ) from error
    if len(octets) > OCTETS_MAX:
        raise FichierIllisible(path.name, f"le fichier dépasse {OCTETS_MAX // 2**20} Mo une fois ouvert")
    return octets


def get_annee_du_nom(path: Path, defaut: int | None = None) -> int:
    """The year in the name of a file that does not give its vintage inside (2022, 20240801).

    Without `defaut`, raise FichierIllisible if the name has no year.
    """
    annee = _ANNEE_DU_NOM.search(path.name)
    if annee is not None:
        return int(annee[1])
    if defaut is None:
        raise FichierIllisible(path.name, "le nom doit porter l’année des chiffres, que rien ne dit à l’intérieur")
    return defaut


def get_json(path: Path) -> Any:
    """The contents of a JSON file. Raise FichierIllisible if it is truncated or not JSON."""
    texte = compute_texte(path.name, get_octets(path))
    try:
        return json.loads(texte)
    except json.JSONDecodeError as error:
        raise FichierIllisible(
            path.name, "le fichier JSON est tronqué ou abîmé, téléchargez-le de nouveau", ligne=error.lineno
        ) from error
    except RecursionError as error:
        raise FichierIllisible(path.name, "le fichier JSON n’a pas la forme attendue") from error


def compute_texte(fichier: str, octets: bytes) -> str:
    """The text of a file in UTF-8, with or without BOM, or in cp1252 (Windows)."""
    if not octets.strip():
        raise FichierIllisible(fichier, "le fichier est vide, le téléchargement a sans doute échoué")
    if octets.startswith(_UTF16) or b"\x00" in octets:
        raise FichierIllisible(
            fichier, "l’encodage n’est ni UTF-8 ni Windows-1252 (UTF-16 ou fichier binaire), ré-enregistrez en UTF-8"
        )
    try:
        return octets.removeprefix(_BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        ligne = octets.count(b"\n", 0, error.start) + 1
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        raise FichierIllisible(
            fichier, "l’encodage n’est ni UTF-8 ni Windows-1252, ré-enregistrez en UTF-8", ligne=ligne
        ) from None


def build_tableau(
    fichier: str, octets: bytes, *, separateur: str, cle: str, noms: Mapping[str, str] | None = None
) -> Tableau:
    """The table in a text file; `cle` is the column of codes, which is also used to check the separator.

    `separateur` may be several characters, of which the first that gives a header with `cle` is used. `noms`: other
    column names (see `compute_cle_colonne`) → our names. Unnamed columns and empty records are dropped. Raise
    FichierIllisible for a repeated name, or for a record longer or shorter than the header.
    """
    texte = compute_texte(fichier, octets)
    separateur = _get_separateur(texte, separateur, cle, noms or {})
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    try:
        entete = rename_colonnes(next(lecteur, []), noms or {})
        validate_entete(fichier, entete, separateur, cle)
        return Tableau(fichier, entete, list(list_enregistrements(fichier, entete, lecteur)))
    except csv.Error as error:
        raise FichierIllisible(fichier, CSV_ABIME, ligne=lecteur.line_num) from error


def rename_colonnes(entete: Sequence[str], noms: Mapping[str, str]) -> list[str]:
    """The header, with our names for columns known under another name."""
    return [noms.get(compute_cle_colonne(nom), nom) if noms else nom for nom in map(str.strip, entete)]


def _get_separateur(texte: str, separateurs: str, cle: str, noms: Mapping[str, str]) -> str:
    """The first separator with which the first line contains the key, or else the first of all.

    If the first line is not CSV, none of them works, and reading the whole table will say what is wrong, and where.
    """
    premiere = next(io.StringIO(texte, newline=""), "")
    for separateur in separateurs:
        with suppress(csv.Error):
            if cle in rename_colonnes(next(csv.reader([premiere], delimiter=separateur), []), noms):
                return separateur
    return separateurs[0]


def get_tableau(
    path: Path,
    *,
    separateur: str,
    cle: str,
    membre: re.Pattern[str] | None = None,
    noms: Mapping[str, str] | None = None,
) -> Tableau:
    """The table in a text file, or in the member of a zip archive whose name matches `membre`; see `build_tableau`."""
    if path.suffix.lower() == ".zip" and membre is not None:
        nom, octets = get_membre(path, membre)
        return build_tableau(f"{path.name} › {nom}", octets, separateur=separateur, cle=cle, noms=noms)
    return build_tableau(path.name, get_octets(path), separateur=separateur, cle=cle, noms=noms)


def validate_entete(fichier: str, entete: list[str], separateur: str, cle: str) -> None:
    """Raise FichierIllisible for a wrong separator, a missing key or a repeated name."""
    if cle not in entete:
        for autre, nom in NOMS_SEPARATEURS.items():
            if len(entete) == 1 and autre != separateur and cle in [c.strip() for c in entete[0].split(autre)]:
                raise FichierIllisible(
                    fichier, f"le séparateur est « {nom} », « {NOMS_SEPARATEURS[separateur]} » attendu", ligne=1
                )
        raise FichierIllisible(
            fichier, "cette colonne manque, le fichier a peut-être changé de format", ligne=1, colonne=cle
        )
    vus: set[str] = set()
    for nom in filter(None, entete):
        if nom in vus:
            raise FichierIllisible(fichier, "deux colonnes portent ce nom", ligne=1, colonne=nom)
        vus.add(nom)


def list_enregistrements(
    fichier: str, entete: list[str], lecteur: "Iterator[list[str]]"
) -> Iterator[tuple[int, list[str]]]:
    """Records with the number of their last physical line. Raise FichierIllisible for a truncated one."""
    largeur = len(entete)
    for champs in lecteur:
        if not "".join(champs).strip():
            continue
        ligne: int = lecteur.line_num  # type: ignore[attr-defined]  # every reader of the csv module has it
        if len(champs) != largeur and (len(champs) < largeur or "".join(champs[largeur:]).strip()):
            cause = (
                f"{len(champs)} cellules au lieu de {largeur}, la ligne est coupée ou le séparateur est dans un texte"
            )
            raise FichierIllisible(fichier, cause, ligne=ligne)
        if champs == entete:
            raise FichierIllisible(
                fichier, "l’en-tête est répété, deux fichiers sont sans doute bout à bout", ligne=ligne
            )
        yield ligne, champs[:largeur]


def get_cellules(
    tableau: Tableau,
    colonnes: Sequence[str],
    *,
    cle: str,
    vides: Mapping[str, Statut],
    compute_code: Callable[[str], str] = str.strip,
) -> dict[str, dict[str, Cellule]]:
    """The cells of the requested columns: column → code → number or status.

    `vides` says what an empty cell means in each column. Raise FichierIllisible for text in a number, or for a repeated
    code.
    """
    position_cle = tableau.get_position(cle)
    positions = {colonne: tableau.get_position(colonne) for colonne in colonnes}
    vus: dict[str, int] = {}
    for ligne, champs in tableau.lignes:
        code = compute_code(champs[position_cle])
        if code in vus:
            raise FichierIllisible(
                tableau.fichier, f"le code {code} est déjà à la ligne {vus[code]}", ligne=ligne, colonne=cle
            )
        vus[code] = ligne
    if not vus:
        raise FichierIllisible(tableau.fichier, "aucune ligne de données sous l’en-tête")
    return {
        colonne: dict(zip(vus, _list_cellules(tableau, colonne, position, vides[colonne]), strict=True))
        for colonne, position in positions.items()
    }


def _list_cellules(tableau: Tableau, colonne: str, position: int, vide: Statut) -> list[Cellule]:
    """The cells of one column; each distinct text is parsed once, since many are repeated."""
    textes = [champs[position] for _, champs in tableau.lignes]
    connues: dict[str, Cellule] = {}
    for texte in set(textes):
        try:
            connues[texte] = compute_cellule(texte, vide=vide)
        except NombreInvalide:
            continue
    if len(connues) < len(set(textes)):
        rang = next(rang for rang, texte in enumerate(textes) if texte not in connues)
        raise FichierIllisible(
            tableau.fichier,
            f"« {textes[rang].strip()} » n’est pas un nombre",
            ligne=tableau.lignes[rang][0],
            colonne=colonne,
        )
    return [connues[texte] for texte in textes]
