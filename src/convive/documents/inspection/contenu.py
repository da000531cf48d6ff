"""The type of a file is in its first bytes, never in its name: this reads them, and refuses with a reason."""

import hashlib
import re
from dataclasses import dataclass

from convive.documents.inspection.antivirus import inspect_virus
from convive.documents.inspection.archives import inspect_archive
from convive.documents.inspection.formats import EXTENSIONS, FORMATS_PIECES, LISTE, FormatPiece
from convive.documents.inspection.images import inspect_image
from convive.documents.inspection.noms import clean_nom, get_extension
from convive.documents.refus import DocumentRefuse

SIGNATURES_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXECUTABLES = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!")
BALISES = re.compile(
    rb"\A\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+(?:html|svg)|html|head|body|svg|script|iframe|\?xml|\?php|%)",
    re.IGNORECASE | re.DOTALL,
)
VIDE = "Ce fichier est vide."
PAGE_WEB = (
    "Une page web ou un dessin SVG peut exécuter du code : ce type n’est pas accepté. "
    "Enregistrez-le en PDF ou en image PNG."
)
EXECUTABLE = "Ce fichier est un programme : il n’est pas accepté."
ANCIEN_OFFICE = (
    "Ce fichier est à l’ancien format d’Office (.doc, .xls, .ppt), ou protégé par un mot de passe : on ne peut pas y "
    "vérifier l’absence de macros. Enregistrez-le en .docx, .xlsx, .pptx ou au format LibreOffice."
)
PHOTO_IPHONE = "Cette photo est au format HEIC de l’iPhone, que peu d’ordinateurs ouvrent. Enregistrez-la en JPEG."
INCONNU = f"Ce type de fichier n’est pas accepté. Sont acceptés : {LISTE}."


@dataclass(frozen=True, slots=True)
class FichierInspecte:
    """A file that may be kept: `contenu` is what is written, `nom` what people see, `empreinte` its SHA-256."""

    nom: str
    format: FormatPiece
    contenu: bytes
    empreinte: str


def inspect_fichier(nom: str, contenu: bytes) -> FichierInspecte:
    """Check a file that anyone sent; `nom` is the one that her browser gave. Raise DocumentRefuse with a reason."""
    if not contenu:
        raise DocumentRefuse(VIDE)
    cle, contenu = _read_format(nom, contenu)
    inspect_virus(contenu)
    format_piece = FORMATS_PIECES[cle]
    return FichierInspecte(clean_nom(nom, cle), format_piece, contenu, hashlib.sha256(contenu).hexdigest())


def _read_format(nom: str, contenu: bytes) -> tuple[str, bytes]:
    if b"%PDF-" in contenu[:1024]:
        return "pdf", contenu
    if contenu.startswith(b"PK\x03\x04"):
        return inspect_archive(contenu), contenu
    if contenu.startswith(SIGNATURES_IMAGES) or (contenu[:4] == b"RIFF" and contenu[8:12] == b"WEBP"):
        return inspect_image(contenu)
    if contenu.startswith(OLE):
        raise DocumentRefuse(ANCIEN_OFFICE)
    if contenu.startswith(EXECUTABLES):
        raise DocumentRefuse(EXECUTABLE)
    if contenu[4:8] == b"ftyp" and contenu[8:12] in (b"heic", b"heix", b"mif1", b"hevc"):
        raise DocumentRefuse(PHOTO_IPHONE)
    if BALISES.match(contenu[:65_536]):
        raise DocumentRefuse(PAGE_WEB)
    return _read_texte(nom, contenu)


def _read_texte(nom: str, contenu: bytes) -> tuple[str, bytes]:
    """Text has no signature: its name says which kind, its bytes that it is one."""
    extension = get_extension(nom)
    cle = EXTENSIONS.get(extension, extension)
    if cle not in ("csv", "txt"):
        raise DocumentRefuse(INCONNU)
    for encodage in ("utf-16",) if contenu.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            texte = contenu.decode(encodage)
        except UnicodeDecodeError:
            continue
        if any(signe < " " and signe not in "\t\n\r\f" for signe in texte):
            break
        return cle, contenu
    raise DocumentRefuse(INCONNU)
