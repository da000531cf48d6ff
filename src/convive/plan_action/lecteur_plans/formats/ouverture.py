"""Open an office file made by anyone: bounded in weight, in parts, in what it unfolds to; no DTD. Pure Python.

Every refusal is a French sentence that says the reason and what to do.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from convive.plan_action.lecteur_plans.modele import PlanIllisible

MAX_OCTETS = 20 * 1024 * 1024
MAX_OCTETS_PARTIE = 80 * 1024 * 1024
MAX_OCTETS_DEPLOYES = 200 * 1024 * 1024
MAX_PARTIES = 5_000
# Sheets of empty styled cells shrink a hundred times; a bomb shrinks a thousand times.
MAX_RAPPORT = 400
PETITE_PARTIE = 4 * 1024 * 1024
CHIFFREE = 0x1
SIGNATURE_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
SIGNATURE_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, ValueError)
ABIME = "Ce fichier est abîmé\u00a0: votre logiciel l’ouvre-t-il\u00a0? Enregistrez-le de nouveau, puis recommencez."
TROP_LOURD = (
    f"Ce fichier dépasse {MAX_OCTETS // 1024**2} Mo\u00a0: retirez-en les images et les feuilles qui ne servent pas."
)
BOMBE = "Ce fichier se déploie en un contenu démesuré\u00a0: il n’a pas été ouvert."
PROTEGE = "Ce fichier est protégé par un mot de passe\u00a0: retirez-le, enregistrez, puis recommencez."
DTD = "Ce fichier contient une DTD (entités XML)\u00a0: c’est un piège connu, jamais un vrai document."


class Archive:
    """The parts of an office file, each read once, when it is asked for."""

    def __init__(self, contenu: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(contenu))
        except ERREURS_ZIP as error:
            raise PlanIllisible(ABIME) from error
        entrees = self._zip.infolist()
        if len(entrees) > MAX_PARTIES or sum(entree.file_size for entree in entrees) > MAX_OCTETS_DEPLOYES:
            raise PlanIllisible(BOMBE)
        if any(entree.flag_bits & CHIFFREE for entree in entrees):
            raise PlanIllisible(PROTEGE)
        # What a header announces is checked first, then what is really read: a header can lie.
        if any(entree.file_size > max(PETITE_PARTIE, MAX_RAPPORT * entree.compress_size) for entree in entrees):
            raise PlanIllisible(BOMBE)
        self.noms = frozenset(entree.filename for entree in entrees)

    def read(self, nom: str) -> bytes:
        """The bytes of a part. Raise PlanIllisible for one that is missing, too big, or holds a DTD."""
        try:
            entree = self._zip.getinfo(nom)
            limite = min(MAX_OCTETS_PARTIE, max(PETITE_PARTIE, MAX_RAPPORT * entree.compress_size))
            with self._zip.open(entree) as flux:
                donnees = flux.read(limite + 1)
        except (KeyError, RuntimeError, *ERREURS_ZIP) as error:
            raise PlanIllisible(ABIME) from error
        if len(donnees) > limite:
            raise PlanIllisible(BOMBE)
        if donnees[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in donnees[:64]:
            # Written by no office suite; it would hide what is looked for below.
            raise PlanIllisible(ABIME)
        if b"<!DOCTYPE" in donnees or b"<!ENTITY" in donnees:
            raise PlanIllisible(DTD)
        return donnees

    def iter_elements(self, nom: str, *balises: str) -> Iterator[ElementTree.Element]:
        """Each element of these local names once it is whole, then let go: a big sheet never stands whole in memory."""
        try:
            for _, element in ElementTree.iterparse(io.BytesIO(self.read(nom))):  # noqa: S314 - read() refuses a DTD
                if get_nom(element) in balises:
                    yield element
                    element.clear()
        except ElementTree.ParseError as error:
            raise PlanIllisible(ABIME) from error

    def parse(self, nom: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self.read(nom))  # noqa: S314 - read() refuses a DTD
        except ElementTree.ParseError as error:
            raise PlanIllisible(ABIME) from error


def get_nom(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def get_attribut(element: ElementTree.Element, nom: str, defaut: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    return next((valeur for cle, valeur in element.attrib.items() if cle.rpartition("}")[2] == nom), defaut)


def get_enfant(element: ElementTree.Element | None, nom: str) -> ElementTree.Element | None:
    return None if element is None else next((enfant for enfant in element if get_nom(enfant) == nom), None)


def parse_entier(texte: str, defaut: int) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 10 else defaut
