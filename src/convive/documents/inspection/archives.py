"""Office documents are ZIP archives: what they announce is checked before anything is unfolded."""

import io
import lzma
import re
import zipfile
import zlib

from convive.documents.inspection.formats import FORMATS_PIECES
from convive.documents.refus import DocumentRefuse

MAX_ENTREES = 10_000
MAX_OCTETS_DEPLOYES = 400 * 1024 * 1024
MAX_RAPPORT = 200
MAX_OCTETS_TYPES = 2 * 1024 * 1024
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, RuntimeError)
MACROS = (
    "Ce document contient des macros, c’est-à-dire un programme. Enregistrez-le sans macro (.docx, .xlsx, .odt…) "
    "et recommencez."
)
ABIME = "Ce document est abîmé : votre logiciel l’ouvre-t-il ? Enregistrez-le de nouveau, puis recommencez."
DEMESURE = "Ce document se déploie en un contenu démesuré : il est refusé, par prudence."
INCONNU = (
    "Une archive (ZIP…) ne peut pas être jointe : personne ne voit ce qu’elle contient. Joignez ses fichiers un à un."
)
PRINCIPAUX = {FORMATS_PIECES[cle].type_mime + ".main+xml": cle for cle in ("docx", "xlsx", "pptx")}
OPENDOCUMENT = {FORMATS_PIECES[cle].type_mime: cle for cle in ("odt", "ods", "odp")}
MACRO_OFFICE = re.compile(r"vbaproject|vbadata|macrosheets/|activex", re.IGNORECASE)
MACRO_ODF = re.compile(r"^(?:Basic|Scripts)/.*\.(?:xml|xlb|py|js|bsh|java|class)$", re.IGNORECASE)


def inspect_archive(contenu: bytes) -> str:
    """The key of the office format that this ZIP is. Raise DocumentRefuse for anything else, macros and bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return _inspect(archive, len(contenu))
    except DocumentRefuse:
        raise
    except (*ERREURS_ZIP, ValueError) as error:
        raise DocumentRefuse(ABIME) from error


def _inspect(archive: zipfile.ZipFile, taille: int) -> str:
    infos = archive.infolist()
    deployes = sum(info.file_size for info in infos)
    # A small document of repeated words may shrink a lot: the ratio counts only past some size.
    if len(infos) > MAX_ENTREES or deployes > MAX_OCTETS_DEPLOYES:
        raise DocumentRefuse(DEMESURE)
    if deployes > 20 * 1024 * 1024 and deployes > MAX_RAPPORT * taille:
        raise DocumentRefuse(DEMESURE)
    names = {info.filename for info in infos}
    if "mimetype" in names and (cle := OPENDOCUMENT.get(_read(archive, "mimetype"))):
        if any(MACRO_ODF.match(name) for name in names):
            raise DocumentRefuse(MACROS)
        return cle
    if "[Content_Types].xml" in names:
        types = _read(archive, "[Content_Types].xml")
        if "macroEnabled" in types or any(MACRO_OFFICE.search(name) for name in names):
            raise DocumentRefuse(MACROS)
        for principal, cle in PRINCIPAUX.items():
            if principal in types:
                return cle
    raise DocumentRefuse(INCONNU)


def _read(archive: zipfile.ZipFile, name: str) -> str:
    """A small part, read without trusting the size that the archive announces."""
    with archive.open(name) as part:
        contenu = part.read(MAX_OCTETS_TYPES + 1)
    if len(contenu) > MAX_OCTETS_TYPES:
        raise DocumentRefuse(DEMESURE)
    return contenu.decode("utf-8", "replace").strip()
