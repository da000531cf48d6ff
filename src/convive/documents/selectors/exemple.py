"""Samples, rendered."""

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.cache import cache

from convive.documents.exemples import build_exemple
from convive.documents.modeles import MODELES_DIR
from convive.documents.registre import DocumentInconnu, TypeDocument
from convive.documents.rules import FORMATS

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

DUREE_EXEMPLE_SECONDES = 24 * 3600


def render_exemple(format: str, modeles: Mapping[str, bytes]) -> "FichierRendu":
    """The sample of a format, in these models. Raises `DocumentInvalide`."""
    from convive.documents.rendu import render_contenu

    return render_contenu(build_exemple(FORMATS[format].famille), format, modeles)


def render_exemple_document(type_document: TypeDocument, format: str) -> "FichierRendu":
    """The sample of a document in our look, rendered once a day at most: anyone may ask for it.

    Raises `DocumentInconnu` for a format that the document has not, or while its sample cannot be built.
    """
    from convive.documents.rendu import render_contenu

    voulu = next((f for f in type_document.formats if f.extension == format), None)
    if voulu is None:
        raise DocumentInconnu(f"« {type_document.titre} » n’existe pas au format « {format} ».")
    contenu = type_document.build_exemple(voulu.famille)
    empreinte = hashlib.sha256(repr(contenu).encode()).hexdigest()
    cle = f"documents.exemple.{type_document.cle}.{format}.{empreinte}"
    rendu: FichierRendu | None = cache.get(cle)
    if rendu is None:
        rendu = render_contenu(contenu, format)
        cache.set(cle, rendu, DUREE_EXEMPLE_SECONDES)
    return rendu


def read_modele_depart(format: str) -> bytes:
    """Our own model of a format, with its marks for the title and the date."""
    return (MODELES_DIR / f"reference.{format}").read_bytes()
