"""The ZIP that office files are: written so that the same content is the same file."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

DATE = (1980, 1, 1, 0, 0, 0)


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """Parts in the given order, with fixed dates. OpenDocument and EPUB want « mimetype » first."""
    tampon = BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, donnees in parts.items():
            # « mimetype » is stored as it is; PNG are compressed already.
            is_brut = nom == "mimetype" or nom.endswith(".png")
            archive.writestr(
                zipfile.ZipInfo(nom, DATE), donnees, zipfile.ZIP_STORED if is_brut else zipfile.ZIP_DEFLATED
            )
    return tampon.getvalue()


def read_archive(contenu: bytes) -> dict[str, bytes]:
    """Parts of an archive that we wrote, or that was inspected."""
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        return {entree.filename: archive.read(entree) for entree in archive.infolist() if not entree.is_dir()}
