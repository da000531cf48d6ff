"""The code that leads from a wall to the list of a séance: signed, of use while the séance lasts."""

from dataclasses import dataclass
from uuid import UUID

import qrcode
from django.core.signing import BadSignature, Signer

from convive.espaces.rules import parse_uuid
from convive.gouvernance.models import Seance

MAX_CLE = 200


def _get_signer() -> Signer:
    return Signer(salt="convive.gouvernance.emargement", sep=".")


def build_cle(seance: Seance) -> str:
    return _get_signer().sign(seance.pk.hex)


def read_cle(cle: str) -> UUID | None:
    """The séance of a key; None for a key that this installation did not sign."""
    if len(cle) > MAX_CLE:
        return None
    try:
        return parse_uuid(_get_signer().unsign(cle))
    except BadSignature:
        return None


@dataclass(frozen=True, slots=True)
class CodeQr:
    """A square of `cote` modules, with its margin, and the path that fills the dark ones."""

    cote: int
    chemin: str


def draw_qr(texte: str) -> CodeQr:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(texte)
    matrix = code.get_matrix()
    chemin = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_sombre in enumerate(row) if is_sombre
    )
    return CodeQr(len(matrix), chemin)
