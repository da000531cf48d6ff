"""A QR code drawn as one path, for a page and for a document."""

from dataclasses import dataclass

import qrcode


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
