"""A contact written in one cell: « Mme LAURENT Chloé », « M. Koffi N’Dri ». Pure Python."""

from dataclasses import dataclass

from convive.socle.noms import fold_nom

CIVILITES = {
    **dict.fromkeys(("madame", "mme", "mademoiselle", "mlle"), "madame"),
    **dict.fromkeys(("monsieur", "m", "mr"), "monsieur"),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """`is_devine`: nothing in the cell tells the first name from the name; the usual order was taken."""

    nom: str
    prenom: str = ""
    civilite: str = ""
    is_devine: bool = False


def split_contact(texte: str) -> Contact:
    """Words in capitals are the name; else the first word is the first name. One word alone is a name."""
    words = texte.split()
    civilite = CIVILITES.get(fold_nom(words[0]).rstrip("."), "") if len(words) > 1 else ""
    words = words[1:] if civilite else words
    capitals = [word for word in words if _is_capitales(word)]
    others = [word for word in words if not _is_capitales(word)]
    if capitals and others:
        return Contact(" ".join(capitals), " ".join(others), civilite)
    if len(words) > 1 and not capitals:
        return Contact(" ".join(words[1:]), words[0], civilite, is_devine=True)
    return Contact(" ".join(words), civilite=civilite)


def _is_capitales(word: str) -> bool:
    return word.isupper() and sum(letter.isalpha() for letter in word) > 1
