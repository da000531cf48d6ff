"""Pictures keep what is seen and lose what is not: where and when a photo was taken, with whose phone.

The pixels are copied byte for byte; only the blocks of metadata go. What decides how the picture is shown stays:
its orientation, its colour profile.
"""

import io
import re
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from convive.documents.refus import DocumentRefuse

MAX_PIXELS = 60_000_000
FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
ABIMEE = "Cette image est abîmée : votre ordinateur l’ouvre-t-il ?"
TROP_GRANDE = "Cette image a trop de points pour être affichée : 60 millions au plus. Réduisez-la."
ORIENTATION = 0x0112
EXIF = b"Exif\0\0"
# What ends the compressed points: a marker that is neither a byte 0xFF of theirs (followed by 0) nor a restart.
MARQUE_JPEG = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_GARDES = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT"}
)
WEBP_METADONNEES = frozenset({b"EXIF", b"XMP "})


def inspect_image(contenu: bytes) -> tuple[str, bytes]:
    """The key of the format, and the picture without its metadata. Raise DocumentRefuse when it cannot be shown."""
    try:
        # Measured before anything is decoded; Pillow warns, or fails, past its own limit.
        with warnings.catch_warnings(), Image.open(io.BytesIO(contenu), formats=list(FORMATS)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if image.width * image.height > MAX_PIXELS:
                raise DocumentRefuse(TROP_GRANDE)
            cle, orientation = FORMATS[image.format or ""], image.getexif().get(ORIENTATION)
            image.load()
        return cle, _strip(contenu, cle, orientation)
    except DocumentRefuse:
        raise
    except Image.DecompressionBombError as error:
        raise DocumentRefuse(TROP_GRANDE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError, struct.error, EOFError) as error:
        raise DocumentRefuse(ABIMEE) from error


def _strip(contenu: bytes, cle: str, orientation: object) -> bytes:
    if cle == "jpg":
        return b"".join(_list_jpeg(contenu, orientation))
    if cle == "png":
        return contenu[:8] + b"".join(_list_png(contenu))
    if cle == "webp":
        return _strip_webp(contenu)
    return contenu


def _build_exif(orientation: int) -> bytes:
    """A segment that says one thing: which side is up."""
    tiff = struct.pack(">2sHLHHHLHHL", b"MM", 42, 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    return struct.pack(">BBH", 0xFF, 0xE1, 2 + len(EXIF) + len(tiff)) + EXIF + tiff


def _list_jpeg(contenu: bytes, orientation: object) -> Iterator[bytes]:
    yield contenu[:2]
    if isinstance(orientation, int) and 2 <= orientation <= 8:
        yield _build_exif(orientation)
    start = 2
    while contenu[start] == 0xFF:
        marque = contenu[start + 1]
        if marque == 0xD9:
            # What a phone adds after the end (another picture, a film) goes too.
            yield contenu[start : start + 2]
            return
        if marque == 0xFF:
            start += 1
            continue
        end = start + 2 + struct.unpack(">H", contenu[start + 2 : start + 4])[0]
        if marque == 0xDA:
            suite = MARQUE_JPEG.search(contenu, end)
            end = suite.start() if suite else len(contenu)
        segment = contenu[start:end]
        is_profil = marque == 0xE2 and segment[4:].startswith(b"ICC_PROFILE")
        is_application = 0xE1 <= marque <= 0xEF and marque != 0xEE
        if is_profil or not (is_application or marque == 0xFE):
            yield segment
        if end >= len(contenu):
            return
        start = end
    raise ValueError("no picture in this JPEG")


def _list_png(contenu: bytes) -> Iterator[bytes]:
    start = 8
    while start < len(contenu):
        taille, nom = struct.unpack(">L4s", contenu[start : start + 8])
        end = start + 12 + taille
        if nom in PNG_GARDES:
            yield contenu[start:end]
        if nom == b"IEND":
            return
        start = end


def _strip_webp(contenu: bytes) -> bytes:
    morceaux, start = [], 12
    while start + 8 <= len(contenu):
        nom, taille = struct.unpack("<4sL", contenu[start : start + 8])
        end = start + 8 + taille + taille % 2
        morceau = contenu[start:end]
        if nom == b"VP8X":
            # Two bits of its header announce the blocks that go.
            morceau = morceau[:8] + bytes([morceau[8] & ~0b0000_1100]) + morceau[9:]
        if nom not in WEBP_METADONNEES:
            morceaux.append(morceau)
        start = end
    corps = b"WEBP" + b"".join(morceaux)
    return b"RIFF" + struct.pack("<L", len(corps)) + corps
