"""Passages of the notes of an interview. Pure Python."""

from convive.diagnostic.rules.elements import MAX_VERBATIM


def split_passages(texte: str) -> list[str]:
    """One for each line with words, as they are drawn: without the dash or the quotation marks that open and close
    them, and no longer than a parole may be."""
    return [passage[:MAX_VERBATIM] for line in texte.splitlines() if (passage := _strip(line))]


def _strip(line: str) -> str:
    words = line.strip().lstrip("-–—•").strip()
    if words.startswith(("«", "“", '"')) and words.endswith(("»", "”", '"')):
        words = words[1:-1].strip()
    return words
