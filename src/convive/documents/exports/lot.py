"""Lay many documents out for one archive, without holding them all."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from convive.documents.refus import TravailRefuse
from convive.documents.rules import Contenu, DocumentInvalide

FILS = 2
"""The number of concurrent layouts, each in a process of its own: as many as a small machine has cores."""


def render_lot(demandes: Iterable[tuple[Contenu, str]], modeles: Mapping[str, bytes]) -> Iterator[bytes]:
    """The file of each (content, extension), in order. Contents are built in this thread, where the database is read,
    and only a few ahead. Raise TravailRefuse with the reason when one cannot be laid out."""
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    waiting = iter(demandes)
    with ThreadPoolExecutor(FILS) as fils:
        while lot := list(islice(waiting, 4 * FILS)):
            try:
                yield from fils.map(lambda demande: render_contenu(demande[0], demande[1], modeles).contenu, lot)
            except DocumentInvalide as error:
                raise TravailRefuse(str(error)) from error
