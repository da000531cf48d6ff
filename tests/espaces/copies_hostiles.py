"""The generator of hostile copies: what to do to the files of a sound one, and what the refusal says.

`ECRITS` are files that anyone may write; `SCELLES` are sealed again, counts and print right, by someone who read the
code.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from uuid import uuid4

from convive.espaces.copie.archive import MANIFESTE
from tests.espaces.copies import (
    ESPACE,
    PERIMETRES,
    THEMATIQUES,
    Fichiers,
    change,
    change_manifeste,
    read_lignes,
    write_lignes,
)

FICHES, JOINTES = (f"donnees/essais.{m}.jsonl" for m in ("fiche", "jointe"))
VERSIONS, VERSIONS_NOTES = "donnees/essais.version.jsonl", "donnees/espaces.versionnote.jsonl"
MILLION = 1_000_000


def get_sha(files: Fichiers) -> str:
    return str(read_lignes(files, JOINTES)[0]["fichier"]["sha256"])


# --- Files that anyone may write ----------------------------------------------------------------------------------
ECRITS: dict[str, tuple[Callable[[Fichiers], Fichiers], str]] = {
    "path traversal": (lambda f: f | {"../../evil.py": b""}, "fichier inattendu"),
    "absolute path": (lambda f: f | {"/etc/passwd": b""}, "fichier inattendu"),
    "path of Windows": (lambda f: f | {"fichiers\\..\\evil": b""}, "fichier inattendu"),
    "folder": (lambda f: f | {"fichiers/": b""}, "fichier inattendu"),
    "file name with a path": (lambda f: f | {f"fichiers/../{'a' * 64}": b""}, "fichier inattendu"),
    "letter that looks like another": (lambda f: f | {"donnееs/espaces.espace.jsonl": b""}, "fichier inattendu"),
    "name in decomposed form": (lambda f: f | {"donne\u0301es.jsonl": b""}, "fichier inattendu"),
    "name that reads backwards": (lambda f: f | {"donnees/\u202elnosj.txt": b""}, "fichier inattendu"),
    "model missing": (lambda f: {k: v for k, v in f.items() if k != THEMATIQUES}, "manque"),
    "unknown model": (
        lambda f: change_manifeste(f, lignes={"comptes.compte": 1}) | {"donnees/comptes.compte.jsonl": b"{}"},
        "ne connaît pas",
    ),
    "bomb": (lambda f: f | {THEMATIQUES: b"0" * 5_000_000}, "démesuré"),
    "bomb of a manifest": (lambda f: f | {MANIFESTE: b" " * 5_000_000}, "démesuré"),
    "not json": (lambda f: f | {THEMATIQUES: b"{\n{"}, "illisible"),
    "not text": (lambda f: f | {THEMATIQUES: b"\xff\n\xff"}, "abîmé"),
    "deep json": (lambda f: change(f, FICHES, contenu=build_profond(60)), "imbriquée"),
    "very deep json": (lambda f: f | {FICHES: b"[" * 200_000 + b"\n"}, "abîmé|illisible|démesuré|imbriquée"),
    "number of thousands of digits": (
        lambda f: f | {THEMATIQUES: "".join(map(str, range(1, 2_000))).encode()},
        "abîmé",
    ),
    "infinite number": (lambda f: f | {THEMATIQUES: b'{"ordre": Infinity}\n'}, "infini"),
    "half a character": (lambda f: change(f, THEMATIQUES, nom="\ud800"), "abîmé"),
    "zero character": (lambda f: change(f, THEMATIQUES, nom="a\x00b"), "caractère interdit"),
    "same key twice": (lambda f: f | {THEMATIQUES: b'{"nom": "a", "nom": "b"}\n'}, "deux fois la même chose"),
    "row too long": (lambda f: change(f, FICHES, texte=build_long()), "démesurée"),
    "no manifest": (lambda f: {k: v for k, v in f.items() if k != MANIFESTE}, "manifeste"),
    "manifest of something else": (lambda f: f | {MANIFESTE: b"[]"}, "pas la copie"),
    "manifest without counts": (lambda f: change_manifeste(f, lignes=[]), "manifeste de la copie est illisible"),
    "manifest with texts for counts": (lambda f: change_manifeste(f, lignes={"a": "1"}), "est illisible"),
    "newer version": (lambda f: change_manifeste(f, version=9), "plus récent .version 9 du format, ici 2"),
    "older version": (lambda f: change_manifeste(f, version=1), "La copie est en version 1"),
    "version that is true": (lambda f: change_manifeste(f, version=True), "version True"),
    "other espace": (lambda f: change_manifeste(f, espace=str(uuid4())), "un espace, et un seul"),
    "too few rows": (lambda f: f | {THEMATIQUES: f[THEMATIQUES].split(b"\n")[0]}, "Il manque des lignes"),
    "too many rows": (lambda f: f | {THEMATIQUES: f[THEMATIQUES] * 2}, "trop de lignes"),
    "wrong print": (lambda f: change(f, THEMATIQUES, nom="Autre"), "empreinte"),
    "announces a million rows": (lambda f: announce(f, MILLION), "trop de lignes"),
    "unknown field": (lambda f: change(f, THEMATIQUES, intrus=1), "« thématiques » a un champ « intrus », que"),
    "field missing": (lambda f: f | {THEMATIQUES: remove_champ(f, "nom")}, "n’a pas de champ « nom »"),
    "version of nothing": (lambda f: f | {VERSIONS: remove_champ(f, "fiche_uuid", VERSIONS)}, "champ « fiche_uuid »"),
    "row that is not an object": (lambda f: f | {THEMATIQUES: b"[1]\n[2]\n"}, "« thématiques » est illisible"),
    "no espace": (lambda f: f | {ESPACE: b""}, "Il manque des lignes"),
    "identifier that is not one": (lambda f: change(f, THEMATIQUES, uuid="1"), "abîmé"),
    "identifier in another form": (lambda f: change(f, THEMATIQUES, uuid=uuid4().hex), "identifiant illisible"),
    "identifier that is a list": (lambda f: change(f, THEMATIQUES, uuid=[]), "identifiant illisible"),
    "links that are not a list": (lambda f: change(f, FICHES, thematiques="a"), "lien illisible"),
    "links that are not texts": (lambda f: change(f, FICHES, thematiques=[{}]), "lien illisible"),
    "file changed": (lambda f: f | {f"fichiers/{get_sha(f)}": b"texte du plaN"}, "modifié ou abîmé"),
    "file missing": (lambda f: {k: v for k, v in f.items() if not k.startswith("fichiers/")}, "fichiers joints"),
    "file that nothing announces": (lambda f: f | {f"fichiers/{'0' * 64}": b""}, "fichiers joints"),
    "file that lies on its size": (lambda f: change_fichier(f, octets=3), "modifié ou abîmé"),
    "file of two sizes": (lambda f: add_jointe(f, octets=3), "décrit mal"),
    "file with a path for extension": (lambda f: change_fichier(f, extension="/../x.py"), "décrit mal"),
    "file with more to say": (lambda f: change_fichier(f, chemin="/etc/passwd"), "décrit mal"),
    "file with a number for name": (lambda f: change_fichier(f, sha256=3), "fichiers joints"),
    "file described by a text": (lambda f: change(f, JOINTES, fichier="/etc/passwd"), "décrit mal"),
}


def build_profond(depth: int) -> object:
    valeur: object = 1
    for _ in range(depth):
        valeur = [valeur]
    return valeur


def build_long() -> str:
    """Hard to compress, so that it is not taken for a bomb."""
    return "".join(sha256(str(n).encode()).hexdigest() for n in range(140_000))


def announce(files: Fichiers, lignes: int) -> Fichiers:
    return change_manifeste(files, lignes=json.loads(files[MANIFESTE])["lignes"] | {"espaces.thematique": lignes})


def remove_champ(files: Fichiers, champ: str, name: str = THEMATIQUES) -> bytes:
    return write_lignes([{k: v for k, v in row.items() if k != champ} for row in read_lignes(files, name)])


def change_fichier(files: Fichiers, **values: object) -> Fichiers:
    return change(files, JOINTES, fichier=read_lignes(files, JOINTES)[0]["fichier"] | values)


def add_jointe(files: Fichiers, **values: object) -> Fichiers:
    jointe = read_lignes(files, JOINTES)[0]
    other = jointe | {"uuid": str(uuid4()), "fichier": jointe["fichier"] | values}
    return change_manifeste(
        files | {JOINTES: write_lignes([jointe, other])},
        lignes=json.loads(files[MANIFESTE])["lignes"] | {"essais.jointe": 2},
    )


# --- Copies sealed again ------------------------------------------------------------------------------------------
SCELLES: dict[str, tuple[Callable[[Fichiers], Fichiers], str]] = {
    "empty name": (lambda f: change(f, THEMATIQUES, nom=""), "ne vont pas ensemble"),
    "no name": (lambda f: change(f, THEMATIQUES, nom=None), "« thématiques » ne convient pas : Une valeur manque"),
    "name too long": (lambda f: change(f, THEMATIQUES, nom="a" * 5_000), "ne convient pas"),
    "text for a number": (lambda f: change(f, THEMATIQUES, ordre="1"), "ne convient pas"),
    "truth for a number": (lambda f: change(f, THEMATIQUES, ordre=True), "ne convient pas"),
    "huge number": (lambda f: change(f, THEMATIQUES, ordre=10**4000), "ne convient pas|ne vont pas ensemble"),
    "list for a text": (lambda f: change(f, THEMATIQUES, nom=["a"]), "ne convient pas"),
    "object for a text": (lambda f: change(f, THEMATIQUES, nom={"a": 1}), "ne convient pas"),
    "number for a text": (lambda f: change(f, THEMATIQUES, nom=3), "ne convient pas"),
    "date in another form": (lambda f: change(f, PERIMETRES, date_debut="2026-3-1"), "ne convient pas"),
    "date that is not one": (lambda f: change(f, PERIMETRES, date_debut="2026-13-45"), "ne convient pas"),
    "end before start": (lambda f: change(f, PERIMETRES, date_fin="1990-01-01"), "ne vont pas ensemble"),
    "instant without zone": (lambda f: change(f, FICHES, quand="2026-01-01T10:00:00"), "ne convient pas"),
    "amount in another form": (lambda f: change(f, FICHES, montant="1E+3"), "ne convient pas"),
    "unknown type": (lambda f: change(f, ESPACE, type="royaume"), "ne convient pas"),
    "empty type": (lambda f: change(f, ESPACE, type=""), "« espaces » ne convient pas : Une valeur manque"),
    "number that SQLite alone would keep": (lambda f: change(f, THEMATIQUES, ordre=40_000), "hors des bornes"),
    "périmètre without communes": (lambda f: change_perimetre(f, communes=[]), "ne convient pas"),
    "périmètre of an unknown commune": (lambda f: change_perimetre(f, communes=["00000"]), "ne convient pas"),
    "périmètre without date": (lambda f: change_perimetre(f, date_validite="demain"), "illisible"),
    "périmètre with objects for codes": (lambda f: change_perimetre(f, communes=[{}]), "illisible"),
    "périmètre that is a text": (lambda f: change(f, PERIMETRES, perimetre="p-123"), "ne convient pas"),
    "périmètre that is empty": (lambda f: change(f, PERIMETRES, perimetre=None), "hors de la copie"),
    "two open périmètres": (lambda f: open_perimetres(f), "ne vont pas ensemble"),
    "same name twice": (lambda f: repeat_nom(f), "ne vont pas ensemble"),
    "row of another type": (lambda f: change(f, FICHES, parent=get_uuid(f, THEMATIQUES)), "hors de la copie"),
    "links of another type": (lambda f: change(f, FICHES, thematiques=[get_uuid(f, FICHES)]), "hors de la copie"),
    "same link twice": (lambda f: change(f, FICHES, thematiques=[get_uuid(f, THEMATIQUES)] * 2), "ne vont pas"),
    "no espace for a row": (lambda f: change(f, FICHES, espace=None), "hors de la copie"),
    # This link may be empty in the database: the row would belong to nobody, and outlive every espace.
    "version of no espace": (lambda f: change(f, VERSIONS_NOTES, espace=None), "hors de la copie"),
    "object of another type": (lambda f: change(f, JOINTES, objet_uuid=get_uuid(f, THEMATIQUES)), "hors de la copie"),
    "object of an unknown type": (lambda f: change(f, JOINTES, objet_type="compte"), "hors de la copie"),
    "object that is nothing": (lambda f: change(f, JOINTES, objet_uuid=None), "hors de la copie"),
    "unknown commune": (lambda f: change(f, FICHES, communes=["commune:00000"]), "ne connaît pas"),
    "no file": (lambda f: drop_fichier(f), "perdu son fichier"),
    "two espaces": (lambda f: add_espace(f), "un espace, et un seul"),
    "same identifier twice": (lambda f: change(f, FICHES, uuid=get_uuid(f, THEMATIQUES)), "deux fois le même"),
}


def get_uuid(files: Fichiers, name: str) -> str:
    return str(read_lignes(files, name)[0]["uuid"])


def change_perimetre(files: Fichiers, **values: object) -> Fichiers:
    return change(files, PERIMETRES, perimetre=read_lignes(files, PERIMETRES)[0]["perimetre"] | values)


def open_perimetres(files: Fichiers) -> Fichiers:
    return files | {PERIMETRES: write_lignes(row | {"date_fin": None} for row in read_lignes(files, PERIMETRES))}


def repeat_nom(files: Fichiers) -> Fichiers:
    return files | {THEMATIQUES: write_lignes(row | {"nom": "Même nom"} for row in read_lignes(files, THEMATIQUES))}


def add_espace(files: Fichiers) -> Fichiers:
    row = read_lignes(files, ESPACE)[0]
    return files | {ESPACE: write_lignes([row, row | {"uuid": str(uuid4())}])}


def drop_fichier(files: Fichiers) -> Fichiers:
    kept = {name: content for name, content in files.items() if not name.startswith("fichiers/")}
    return change(kept, JOINTES, fichier=None)
