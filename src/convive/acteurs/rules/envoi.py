"""Addresses to write to together: the list to copy, and the links that open a message. Pure Python."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

# Beyond, the mail software of Windows does not open the message (Internet Explorer’s limit, still that of Outlook).
MAX_LIEN = 1800
SEPARATEUR = "; "


def clean_adresses(adresses: Iterable[str]) -> list[str]:
    """Each address once, in order, without regard to case."""
    kept: dict[str, str] = {}
    for adresse in filter(None, adresses):
        kept.setdefault(adresse.casefold(), adresse)
    return list(kept.values())


def build_liens(adresses: Sequence[str]) -> list[tuple[str, int]]:
    """Links « mailto » and the number of addresses in each: as many messages as the length of a link asks for.

    Addresses go to the blind copy: nobody learns those of the others.
    """
    groups: list[list[str]] = []
    length = MAX_LIEN
    for adresse in adresses:
        encoded = quote(adresse, safe="@")
        if length + len(encoded) + 1 > MAX_LIEN:
            groups.append([])
            length = len("mailto:?bcc=")
        groups[-1].append(encoded)
        length += len(encoded) + 1
    return [(f"mailto:?bcc={','.join(group)}", len(group)) for group in groups]
