"""The published schema and program: enough to read a copy, and to tell a sound one from another."""

import json
import re
import subprocess
import sys
from datetime import timedelta

import jsonschema
import pytest
from django.utils import timezone

from convive.espaces.copie.archive import MANIFESTE
from convive.espaces.copie.schema import build_schema
from convive.espaces.models import Espace
from tests.architecture.maison import PROJECT_DIR
from tests.espaces.copies import (
    ESPACE,
    PERIMETRES,
    THEMATIQUES,
    build_zip,
    change,
    get_empreinte,
    read_lignes,
    read_zip,
)
from tests.espaces.copies_hostiles import FICHES, JOINTES
from tests.espaces.essais import Fiche, Jointe, Mention, Version, VersionThematique
from tests.espaces.factories import create_note_essai
from tests.espaces.test_copie import create_jointe

pytestmark = pytest.mark.django_db
# In a copy of the test models, each is refused by the schema alone: file, field, value.
HORS_SCHEMA = (
    (THEMATIQUES, "ordre", "1"),
    (THEMATIQUES, "ordre", 40_000),
    (THEMATIQUES, "nom", "a" * 81),
    (THEMATIQUES, "nom", None),
    (THEMATIQUES, "uuid", "1"),
    (THEMATIQUES, "intrus", 1),
    (ESPACE, "type", "royaume"),
    (ESPACE, "type", ""),
    (PERIMETRES, "date_debut", "2026-3-1"),
    (PERIMETRES, "perimetre", "p-123"),
    (PERIMETRES, "espace", None),
    (FICHES, "quand", "2026-01-01T10:00:00"),
    (FICHES, "montant", "1E+3"),
    (FICHES, "montant", 12.5),
    (FICHES, "heure", "10:00"),
    (FICHES, "thematiques", [{}]),
    (FICHES, "communes", ["commune:86078", "commune:86078"]),
    (JOINTES, "objet_type", "compte"),
    (JOINTES, "objet_uuid", None),
    (JOINTES, "fichier", {"sha256": "a" * 64, "octets": 3, "extension": "/../x.py"}),
)


@pytest.fixture
def plein(essais, espace, chargee) -> Espace:
    """An espace that uses every model of a copy, and every kind of field."""
    fiche = Fiche.objects.create(
        espace=espace,
        titre="Tout",
        montant="12.50",
        taux=0.5,
        quand=timezone.now(),
        heure="14:00",
        duree=timedelta(days=1, microseconds=7),
        contenu={"a": [1, None, "é"]},
    )
    thematique = espace.thematiques.first()
    fiche.thematiques.add(thematique)
    # An identifier as a key: the print takes another way.
    Fiche.objects.create(espace=espace, titre="Rien", parent=fiche, contenu={str(fiche.pk): str(thematique.pk)})
    create_jointe(espace, "essai_fiche", fiche.pk)
    Mention.objects.create(espace=espace, phrase="Bravo", objet_type="membre", objet_uuid=espace.membres.get().pk)
    version = Version.objects.create(espace=espace, fiche_uuid=fiche.pk, titre="Avant")
    VersionThematique.objects.create(version=version, thematique=thematique)
    create_note_essai(espace, thematiques=(thematique,), communes=("86078",))
    return espace


def unfold(fichiers: dict[str, bytes]) -> dict[str, object]:
    """The copy in the form that the schema describes."""
    lignes = {name: read_lignes(fichiers, name) for name in fichiers if name.endswith(".jsonl")}
    pieces = {name: None for name in fichiers if name.startswith("fichiers/")}
    return {**lignes, **pieces, MANIFESTE: json.loads(fichiers[MANIFESTE])}


def test_the_schema_is_sound_and_describes_a_copy(plein):
    schema = build_schema()
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    fichiers = read_zip(build_zip(plein))
    assert {m.__name__ for m in (Fiche, Jointe, Mention) if not m.objects.filter(espace=plein).exists()} == set()
    assert list(validator.iter_errors(unfold(fichiers))) == []
    wrong = [
        (name, champ, valeur)
        for name, champ, valeur in HORS_SCHEMA
        if validator.is_valid(unfold(change(fichiers, name, **{champ: valeur})))
    ]
    assert wrong == []
    assert not validator.is_valid(unfold(fichiers | {"donnees/comptes.compte.jsonl": b""}))


def test_the_program_of_the_document_checks_a_copy(plein, tmp_path):
    """What docs/format-copie.md prints computes the print that the code computes, without a line of ours."""
    document = (PROJECT_DIR / "docs" / "format-copie.md").read_text(encoding="utf-8")
    (programme,) = re.findall(r"^```python\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)
    contenu = build_zip(plein)
    for name, content in {
        "verifier.py": programme.encode(),
        "espace.zip": contenu,
        "schema.json": json.dumps(build_schema()).encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", "verifier.py", "espace.zip", "schema.json"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (result.stderr, result.stdout.strip()) == ("", get_empreinte(contenu))
