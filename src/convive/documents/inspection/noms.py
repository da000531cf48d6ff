"""Names of files as people see them: readable, harmless wherever they are downloaded."""

import re
import unicodedata

from convive.documents.rules import MAX_NOM_FICHIER

# Reserved by Windows, whatever the extension.
RESERVES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
INTERDITS = re.compile(r'[<>:"/\\|?*]+')


def clean_nom(nom: str, extension: str) -> str:
    """A name that can be shown and saved: « ../../Compte rendu.exe » that is a PDF gives « Compte rendu.pdf ».

    Only the last part of a path; no control or direction character; the extension is the one of the content.
    """
    base = nom.replace("\\", "/").rpartition("/")[2]
    # Cf: what reorders a line (« exe.fdp » read as « pdf.exe ») or is not seen; Cc: control; Co, Cs: not text.
    shown = "".join(
        " " if unicodedata.category(signe).startswith("Z") else signe
        for signe in unicodedata.normalize("NFC", base)
        if unicodedata.category(signe)[0] != "C"
    )
    tige, point, fin = shown.rpartition(".")
    if not point or not re.fullmatch(r"[A-Za-z0-9]{1,8}", fin):
        tige = shown
    tige = " ".join(INTERDITS.sub("-", tige).split()).strip(". -")
    if not tige or RESERVES.match(tige):
        tige = f"Fichier {tige}".strip()
    return f"{tige[: MAX_NOM_FICHIER - len(extension) - 1].strip()}.{extension}"


def get_extension(nom: str) -> str:
    return nom.rpartition(".")[2].lower().strip() if "." in nom else ""
