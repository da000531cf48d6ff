"""Samples, rendered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from convive.documents.exemples import build_exemple
from convive.documents.modeles import MODELES_DIR
from convive.documents.rules import FORMATS

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu


def render_exemple(format: str, modeles: Mapping[str, bytes]) -> "FichierRendu":
    """The sample of a format, in these models. Raises `DocumentInvalide`."""
    from convive.documents.rendu import render_contenu

    return render_contenu(build_exemple(FORMATS[format].famille), format, modeles)


def read_modele_depart(format: str) -> bytes:
    """Our own model of a format, with its marks for the title and the date."""
    return (MODELES_DIR / f"reference.{format}").read_bytes()
