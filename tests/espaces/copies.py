"""What the tests of the copy share: read a ZIP, change it, seal it again as someone who read this code would."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from convive.comptes.models import Compte
from convive.espaces.actions.copie import import_copie
from convive.espaces.copie.archive import MANIFESTE
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.copie.empreinte import Empreinte
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace

ESPACE = "donnees/espaces.espace.jsonl"
PERIMETRES = "donnees/espaces.perimetreespace.jsonl"
THEMATIQUES = "donnees/espaces.thematique.jsonl"
Fichiers = dict[str, bytes]


def build_zip(espace: Espace, **options: Any) -> bytes:
    with export_espace(espace, **options) as copie_zip:
        return copie_zip.read()


def take_up(contenu: bytes, by: Compte, **options: Any) -> Espace:
    return import_copie(by=by, source=io.BytesIO(contenu), **options)


def read_zip(contenu: bytes) -> Fichiers:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(files: Fichiers) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read_manifeste(contenu: bytes) -> dict[str, Any]:
    return json.loads(read_zip(contenu)[MANIFESTE])  # type: ignore[no-any-return]  # the manifest is JSON


def get_empreinte(contenu: bytes) -> str:
    return str(read_manifeste(contenu)["empreinte"])


def read_lignes(files: Fichiers, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[name].split(b"\n") if line]


def write_lignes(lignes: Iterable[Any]) -> bytes:
    return "".join(f"{json.dumps(ligne)}\n" for ligne in lignes).encode()


def seal(files: Fichiers) -> bytes:
    """A ZIP whose counts and print are right."""
    empreinte, counts = Empreinte(), {}
    manifeste = json.loads(files[MANIFESTE])
    for plan in copie.get_plans():
        lignes = read_lignes(files, f"donnees/{plan.label}.jsonl")
        counts[plan.label] = len(lignes)
        for ligne in lignes:
            empreinte.add(plan, ligne)
    manifeste |= {"empreinte": empreinte.compute(), "lignes": counts}
    return write_zip(files | {MANIFESTE: json.dumps(manifeste).encode()})


def change(files: Fichiers, name: str, **values: Any) -> Fichiers:
    """The same files, the first row of one of them changed."""
    first, *others = read_lignes(files, name)
    return files | {name: write_lignes([first | values, *others])}


def change_manifeste(files: Fichiers, **values: Any) -> Fichiers:
    return files | {MANIFESTE: json.dumps(json.loads(files[MANIFESTE]) | values).encode()}
