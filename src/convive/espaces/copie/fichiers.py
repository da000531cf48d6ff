"""Files that come back with a copy: inspected, named by us, removed when the rest is refused."""

import tempfile
from types import TracebackType
from typing import IO, Any, Self
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import models

from convive.espaces.copie.archive import FICHIERS, ArchiveLue
from convive.espaces.copie.champs import Champ, Plan

TAILLE_MEMOIRE = 2 * 1024**2


class Depot:
    """The files written by one import. Leaving the block by an exception removes them all."""

    def __init__(self) -> None:
        self._ecrits: list[tuple[Storage, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if kind is not None:
            self.remove()

    def remove(self) -> None:
        for storage, name in self._ecrits:
            storage.delete(name)

    def save(self, archive: ArchiveLue, plan: Plan, champ: Champ, objet: models.Model, fichier: dict[str, Any]) -> str:
        """Write the file of a row; return its name in the storage, which nothing in the ZIP decides.

        Raise ValidationError when the inspection of the model refuses it.
        """
        name = f"{uuid4().hex}{fichier['extension']}"
        with _extract(archive, f"{FICHIERS}{fichier['sha256']}") as contenu:
            piece = File(contenu, name=name)
            piece.size = fichier["octets"]
            # A model that has files is refused without its inspection when it is declared.
            plan.declaration.controle(objet, champ.name, piece)  # type: ignore[misc]  # mypy does not follow this call
            contenu.seek(0)
            saved: str = champ.storage.save(
                champ.generate_filename(objet, name), File(contenu, name=name), max_length=champ.max_length
            )
        self._ecrits.append((champ.storage, saved))
        return saved


def _extract(archive: ArchiveLue, name: str) -> IO[bytes]:
    contenu = tempfile.SpooledTemporaryFile(TAILLE_MEMOIRE)  # noqa: SIM115  # closed by `save`
    with archive.open(name) as stream:
        for piece in stream.list_pieces():
            contenu.write(piece)
    contenu.seek(0)
    return contenu
