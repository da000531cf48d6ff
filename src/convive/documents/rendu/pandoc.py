"""The pandoc program: our own HTML to a raw DOCX or ODT, without access to files or network."""

import base64
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from html import escape
from pathlib import Path

import pypandoc

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.graphiques.svg import get_taille, svg_to_png
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rendu.html import MARQUE_PAGE, Noeud, build_html, get_serrement, read_document
from convive.documents.rules import DocumentHtml, DocumentInvalide, OutilAbsent
from convive.socle.formats import date_longue

DELAI_SECONDES = 30
MEMOIRE_MO = 384
# A chart is printed at the scale where its 14-pixel text is as tall as the text of the document; 220 dots per inch.
CM_PAR_PIXEL = 14.5 / 600
LARGEUR_PAGE_CM = 16.8
PARTS_XML = (".xml", ".rels", ".xhtml", ".opf", ".ncx")
POINTS_PAR_CM = 220 / 2.54
# Written by tools/build_modeles.py in the headers of the models.
MARQUE_TITRE, MARQUE_DATE = "CONVIVE-TITRE", "CONVIVE-DATE"


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a document. Pandoc is given a blank one of the same size: with the real ones inside the HTML it
    needs 450 MB and two seconds for eight charts; the real ones are put in the archive afterwards."""

    nom: str
    largeur_cm: float
    provisoire: bytes
    png: bytes


@dataclass(frozen=True, slots=True)
class Sortie:
    """What pandoc gave back, and what is needed to finish it, in document order: `alternatives` are the alt texts,
    `serrements` say how much smaller the letters of each table are."""

    contenu: bytes
    images: Sequence[Image]
    alternatives: Sequence[str]
    serrements: Sequence[float] = ()


def run_pandoc(
    document: DocumentHtml,
    extension: str,
    fichiers: Mapping[str, bytes],
    options: Sequence[str] = (),
    largeur_page_cm: float = LARGEUR_PAGE_CM,
) -> Sortie:
    """Check a document and run pandoc in a temporary folder of its own, bounded in time and memory.

    `fichiers` are written in that folder under their names, for `options` to name them; no image is
    wider than `largeur_page_cm`. Raises `DocumentInvalide`.
    """
    racine = read_document(document)
    alternatives = [noeud.attributs["alt"] for noeud in racine.walk() if noeud.balise == "img"]
    images = render_images(document, racine, largeur_page_cm)
    # In its sandbox pandoc opens no file: images travel inside the HTML.
    balises = {
        image.nom: {
            "src": f"data:image/png;base64,{base64.b64encode(image.provisoire).decode()}",
            "width": f"{image.largeur_cm:.2f}cm",
        }
        for image in images
    }
    corps = build_html(racine, balises)
    if extension == "epub":
        # The mark of a new page would be a chapter of its own, empty.
        corps = corps.replace(MARQUE_PAGE, "")
    page = f'<!DOCTYPE html><html lang="{escape(document.langue)}"><body>{corps}</body></html>'
    with tempfile.TemporaryDirectory(prefix="convive-") as dossier:
        for nom, contenu in fichiers.items():
            (Path(dossier) / nom).write_bytes(contenu)
        commande = [
            get_pandoc(),
            "--sandbox",
            "--standalone",
            "--from=html",
            f"--to={extension}",
            *options,
            f"--metadata=lang:{get_langue(document)}",
            f"--output=sortie.{extension}",
            "+RTS",
            f"-M{MEMOIRE_MO}m",
            "-RTS",
        ]
        run_programme(commande, Path(dossier), page.encode(), "pandoc")
        serrements = [get_serrement(noeud) for noeud in racine.walk() if noeud.balise == "table"]
        return Sortie((Path(dossier) / f"sortie.{extension}").read_bytes(), images, alternatives, serrements)


def get_pandoc() -> str:
    """Where the program is. Raises `OutilAbsent`."""
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as erreur:
        raise OutilAbsent("le programme pandoc") from erreur


def run_programme(commande: Sequence[str], dossier: Path, entree: bytes, nom: str) -> None:
    """Run a program in a folder with an almost empty environment; any failure is a `DocumentInvalide`."""
    try:
        fini = subprocess.run(  # noqa: S603 - fixed programs and options; the document goes by stdin or by file
            commande,
            input=entree,
            cwd=dossier,
            env={"HOME": str(dossier), "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "315532800"},
            capture_output=True,
            timeout=DELAI_SECONDES,
            check=False,
        )
    except FileNotFoundError as erreur:
        raise OutilAbsent(f"le programme {nom}") from erreur
    except subprocess.TimeoutExpired as erreur:
        raise DocumentInvalide(f"Le document est trop long à produire (plus de {DELAI_SECONDES} secondes).") from erreur
    if fini.returncode != 0:
        lignes = fini.stderr.decode(errors="replace").strip().splitlines()
        if any("ModuleNotFoundError" in ligne for ligne in lignes):
            raise OutilAbsent(f"le programme {nom}")
        detail = lignes[-1] if lignes else "sans message"
        raise DocumentInvalide(f"Le document n’a pas pu être produit ({nom}\u00a0: {detail}).")


def get_langue(document: DocumentHtml) -> str:
    """Language with its country, as word processors want it."""
    return "fr-FR" if document.langue == "fr" else document.langue


def get_largeur_cm(svg: str, largeur_page_cm: float = LARGEUR_PAGE_CM) -> float:
    """Printed width of a chart."""
    return min(largeur_page_cm, get_taille(svg)[0] * CM_PAR_PIXEL)


def render_images(document: DocumentHtml, racine: Noeud, largeur_page_cm: float = LARGEUR_PAGE_CM) -> list[Image]:
    """Rasterise each image that a document uses, once."""
    images = []
    for rang, nom in enumerate(dict.fromkeys(n.attributs["src"] for n in racine.walk() if n.balise == "img")):
        largeur_cm = get_largeur_cm(document.images[nom], largeur_page_cm)
        png = svg_to_png(document.images[nom], round(largeur_cm * POINTS_PAR_CM))
        largeur, hauteur = struct.unpack(">II", png[16:24])
        images.append(Image(nom, largeur_cm, build_png_blanc(largeur, hauteur, rang), png))
    return images


def build_png_blanc(largeur: int, hauteur: int, rang: int) -> bytes:
    """A blank image of a given size, some hundred bytes long, unlike the others by its rank (PNG 1.2, one bit grey)."""

    def bloc(nom: bytes, donnees: bytes) -> bytes:
        return struct.pack(">I", len(donnees)) + nom + donnees + struct.pack(">I", zlib.crc32(nom + donnees))

    lignes = zlib.compress((b"\0" + b"\xff" * ((largeur + 7) // 8)) * hauteur, 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + bloc(b"IHDR", struct.pack(">IIBBBBB", largeur, hauteur, 1, 0, 0, 0, 0))
        + bloc(b"tEXt", f"Comment\0image {rang}".encode())
        + bloc(b"IDAT", lignes)
        + bloc(b"IEND", b"")
    )


def get_valeurs(document: DocumentHtml) -> dict[str, str]:
    """Metadata escaped for XML."""
    metadonnees = document.metadonnees
    valeurs = {
        "titre": document.titre,
        "sujet": metadonnees.sujet,
        "auteur": metadonnees.auteur,
        "date": date_longue(metadonnees.date),
        "langue": get_langue(document),
        "iso": datetime.combine(metadonnees.date, time()).isoformat() + "Z",
    }
    return {nom: escape(clean_texte(valeur), quote=False) for nom, valeur in valeurs.items()}


def patch_archive(sortie: Sortie, patch: Callable[[str, str], str], ajouts: Mapping[str, bytes]) -> bytes:
    """Finish an office file: patched XML parts, real images, added parts."""
    definitives = {image.provisoire: image.png for image in sortie.images}
    parts = read_archive(sortie.contenu) | dict(ajouts)
    return write_archive(
        {
            nom: patch(nom, donnees.decode()).encode() if nom.endswith(PARTS_XML) else definitives.get(donnees, donnees)
            for nom, donnees in parts.items()
        }
    )
