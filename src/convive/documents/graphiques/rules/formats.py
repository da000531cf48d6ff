"""French numbers as Vega and our labels write them, and the room that they take."""

import re
from collections.abc import Sequence

from convive.socle.formats import FINE, INSECABLE, euros, nombre, pourcentage

# Advance widths of Atkinson Hyperlegible in em, rounded up; other characters count for the average 0.56.
CHASSES = {
    lettre: chasse
    for chasse, lettres in (
        (0.26, ",.:;'’l|j` !iì¡íîïı\u00a0\u202f"),
        (0.36, '"()[]ftr-/ª²³º'),
        (0.45, "1_“”Iyvxz*ÌÍÎÏ"),
        (0.52, "ksc7?Ja"),
        (0.62, "35Vq$+69=PSYZ−48ABKRXÀÂÄÁ"),
        (0.68, "0#CwÇ€DHNUÙÚÛÜ"),
        (0.78, "GOQÔÖÓ@&…"),
        (0.93, "MWm—æœ%"),
        (1.06, "ÆŒ"),
    )
    for lettre in lettres
}
INTERDITS_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# d3-format locale: decimal comma, thin no-break space between thousands.
LOCALE_NOMBRES = {
    "decimal": ",",
    "thousands": FINE,
    "grouping": [3],
    "currency": ["", f"{INSECABLE}€"],
    "percent": f"{FINE}%",
    "minus": "−",
}


def format_valeur(valeur: float, decimales: int, unite: str) -> str:
    """A number with its sign of unit when there is a short one (%, €); other units are said in the heading."""
    if unite.startswith("%"):
        return pourcentage(valeur, decimales)
    return euros(valeur, decimales) if unite.startswith("€") else nombre(valeur, decimales)


def compute_decimales(valeurs: Sequence[float]) -> int:
    """Decimals worth showing: none for counts and large numbers, one for rates."""
    utiles = [valeur for valeur in valeurs if not float(valeur).is_integer()]
    return 1 if utiles and max(abs(valeur) for valeur in valeurs) < 1_000 else 0


def compute_largeur(texte: str, corps: float, *, gras: bool = False) -> float:
    """Room of a text in pixels, a little generous, for the proportions of Atkinson Hyperlegible."""
    total = sum(CHASSES.get(lettre, 0.56) for lettre in texte)
    return total * corps * (1.09 if gras else 1.0)


def wrap_texte(texte: str, largeur: float, corps: float, *, gras: bool = False, lignes_max: int = 3) -> list[str]:
    """Cut a text at its ordinary spaces into lines of `largeur` pixels; what does not fit ends with « … »."""
    lignes: list[str] = []
    for mot in texte.split(" "):
        essai = f"{lignes[-1]} {mot}" if lignes else mot
        if lignes and compute_largeur(essai, corps, gras=gras) <= largeur:
            lignes[-1] = essai
        else:
            lignes.append(mot)
    if len(lignes) > lignes_max:
        lignes = [*lignes[: lignes_max - 1], lignes[lignes_max - 1] + "…"]
    return lignes


def clean_texte(texte: str) -> str:
    """Remove what XML cannot hold: word processors refuse such files, and the renderer of charts dies of it."""
    return INTERDITS_XML.sub("", texte)
