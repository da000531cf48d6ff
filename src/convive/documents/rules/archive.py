"""Read an office file made by anyone: bounded in size, count and depth, without a DTD, or refused with the reason."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

MAX_OCTETS = 10 * 1024 * 1024
MAX_OCTETS_DEPLOYES = 80 * 1024 * 1024
MAX_PARTS = 2_000
# Styles and empty pages of a real model shrink twenty times, rarely fifty.
MAX_RAPPORT = 120
PETITE_PART = 64 * 1024
MAX_PROFONDEUR = 250
MAX_ELEMENTS = 500_000
SIGNATURE_ZIP = b"PK\x03\x04"
# Compound File Binary: the old formats of Word, and what Office makes of a file with a password.
SIGNATURE_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHIFFREE = 0x1
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)


class ModeleRefuse(ValueError):
    """A file that may not become a model; the message is French and says what to do."""


def read_parts(contenu: bytes) -> dict[str, bytes]:
    """Parts by name, in the order of the archive. Raise ModeleRefuse for anything that a word processor never writes.

    What a header announces is checked first, then what is really read: a header can lie.
    """
    if len(contenu) > MAX_OCTETS:
        raise ModeleRefuse(f"Le fichier est trop lourd : {MAX_OCTETS // 1024**2} Mo au plus.")
    if contenu.startswith(SIGNATURE_CFB):
        raise ModeleRefuse(
            "Le fichier est protégé par un mot de passe, ou dans un ancien format (.doc, .ppt). "
            "Ouvrez-le, retirez le mot de passe et enregistrez-le de nouveau."
        )
    if not contenu.startswith(SIGNATURE_ZIP):
        raise ModeleRefuse("Ce n’est pas un fichier Word, LibreOffice ou PowerPoint, ou il est abîmé.")
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            return _read_entrees(archive)
    except ModeleRefuse:
        raise
    except (*ERREURS_ZIP, RuntimeError) as error:
        # RuntimeError: an entry that turns out to be encrypted.
        raise ModeleRefuse("Le fichier est abîmé : son contenu ne peut pas être lu.") from error


def _read_entrees(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entrees = archive.infolist()
    if len(entrees) > MAX_PARTS:
        raise ModeleRefuse(f"Le fichier contient {len(entrees)} éléments : un modèle en a {MAX_PARTS} au plus.")
    vus: set[str] = set()
    for entree in entrees:
        _validate_entree(entree)
        if entree.filename.casefold() in vus:
            raise ModeleRefuse(
                f"Le fichier contient deux fois « {entree.filename[:80]} » : il a été fabriqué à la main."
            )
        vus.add(entree.filename.casefold())
    if sum(entree.file_size for entree in entrees) > MAX_OCTETS_DEPLOYES:
        raise ModeleRefuse("Le fichier se déploie en un contenu démesuré (bombe de décompression).")
    parts: dict[str, bytes] = {}
    for entree in entrees:
        if entree.is_dir():
            continue
        limite = max(PETITE_PART, MAX_RAPPORT * entree.compress_size)
        with archive.open(entree) as flux:
            donnees = flux.read(limite + 1)
        if len(donnees) > limite:
            raise ModeleRefuse("Le fichier se déploie en un contenu démesuré (bombe de décompression).")
        parts[entree.filename] = donnees
    return parts


def _validate_entree(entree: zipfile.ZipInfo) -> None:
    nom = entree.filename
    morceaux = nom.rstrip("/").split("/")
    if "\\" in nom or ":" in nom or nom.startswith("/") or any(m in ("", ".", "..") for m in morceaux):
        raise ModeleRefuse(f"Le fichier contient un chemin piégé : « {nom[:80]} ».")
    if stat.S_ISLNK(entree.external_attr >> 16):
        raise ModeleRefuse(f"Le fichier contient un lien vers un autre fichier : « {nom[:80]} ».")
    if entree.flag_bits & CHIFFREE:
        raise ModeleRefuse("Le fichier est protégé par un mot de passe : retirez-le et enregistrez de nouveau.")
    if entree.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ModeleRefuse("Le fichier est compressé d’une façon qu’aucun traitement de texte n’emploie.")


Attributs = Mapping[str, str]


def walk_xml(
    nom: str, donnees: bytes, on_element: Callable[[str, Attributs], None], on_texte: Callable[[str, str], None]
) -> None:
    """Call `on_element(name, attributes)` for each element, `on_texte(name, text)` for the text of each.

    Names are « namespace local » or « local ». Raise ModeleRefuse for a DTD, an entity, or a text that is not XML.
    """
    lecteur = expat.ParserCreate(namespace_separator=" ")
    lecteur.buffer_text = True
    pile: list[tuple[str, list[str]]] = []
    compte = 0

    def refuse_dtd(*_: object) -> None:
        raise ModeleRefuse(f"« {nom} » contient une DTD : c’est un piège connu (entités XML), jamais un vrai document.")

    def start(balise: str, attributs: dict[str, str]) -> None:
        nonlocal compte
        compte += 1
        if compte > MAX_ELEMENTS or len(pile) > MAX_PROFONDEUR:
            raise ModeleRefuse(f"« {nom} » est démesuré : le fichier a été fabriqué pour bloquer un serveur.")
        pile.append((balise, []))
        on_element(balise, attributs)

    def end(_balise: str) -> None:
        balise, textes = pile.pop()
        if textes:
            on_texte(balise, "".join(textes))

    lecteur.StartDoctypeDeclHandler = refuse_dtd
    lecteur.EntityDeclHandler = refuse_dtd
    lecteur.StartElementHandler = start
    lecteur.EndElementHandler = end
    lecteur.CharacterDataHandler = lambda texte: pile[-1][1].append(texte)
    try:
        lecteur.Parse(donnees, True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise ModeleRefuse(f"« {nom} » est illisible : le fichier est abîmé.") from error
