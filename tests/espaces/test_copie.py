"""A whole espace leaves as a ZIP and comes back the same; a hostile ZIP is refused and leaves nothing."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils import timezone

from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.copie import archive as module_archive
from convive.espaces.copie import registre as module_registre
from convive.espaces.copie.archive import (
    MANIFESTE,
    CopieRefusee,
    compute_empreinte_contenu,
    export_espace,
    import_espace,
    read_copie,
)
from convive.espaces.copie.registre import RegistreCopie, copie, get_chemin
from convive.espaces.models import Espace, PerimetreEspace, Role, Thematique
from convive.journal.selectors import get_journal
from convive.territoires.models import Perimetre, Territoire

pytestmark = pytest.mark.django_db
ESPACE = "donnees/espaces.espace.jsonl"
PERIMETRES = "donnees/espaces.perimetreespace.jsonl"
THEMATIQUES = "donnees/espaces.thematique.jsonl"


@pytest.fixture
def rempli(espace, chargee) -> Espace:
    """An espace with a périmètre that changes and the usual thématiques."""
    day = timezone.localdate() + timedelta(days=40)
    update_perimetre_espace(by=chargee, espace=espace, codes=["86078", "86194"], date_debut=day)
    return espace


def read_zip(contenu: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def seal(files: dict[str, bytes]) -> bytes:
    """A ZIP whose fingerprint is right: the work of someone who read this code."""
    contenu = {
        m: [json.loads(line) for line in files[f"donnees/{m._meta.label_lower}.jsonl"].decode().splitlines()]
        for m in copie.get_inclus()
    }
    manifeste = json.loads(files[MANIFESTE]) | {"empreinte": compute_empreinte_contenu(contenu)}
    return write_zip(files | {MANIFESTE: json.dumps(manifeste).encode()})


def change(files: dict[str, bytes], name: str, **values: object) -> dict[str, bytes]:
    first, *others = files[name].decode().splitlines()
    lines = [json.dumps(json.loads(first) | values), *others]
    return files | {name: "\n".join(lines).encode()}


def test_every_model_of_an_espace_is_declared():
    assert copie.list_non_declares() == []
    assert RegistreCopie().list_non_declares()


def test_a_copy_comes_back_the_same_under_new_identifiers(rempli, etrangere):
    first = export_espace(rempli)
    assert export_espace(rempli) == first
    copy = import_espace(first, etrangere)
    assert copy.pk != rempli.pk
    assert copy.nom == rempli.nom
    assert copy.created_by == etrangere
    assert copy.membres.get().role == Role.CHARGE_COOPERATION
    assert not set(copy.thematiques.values_list("pk")) & set(rempli.thematiques.values_list("pk"))
    empreintes = [json.loads(read_zip(z)[MANIFESTE])["empreinte"] for z in (first, export_espace(copy))]
    assert empreintes[0] == empreintes[1]
    assert get_journal(copy.pk)[0].geste == "importer"


def test_a_copy_comes_back_in_an_installation_that_has_nothing(rempli, etrangere):
    contenu, cles = export_espace(rempli), set(rempli.perimetres.values_list("perimetre__cle", flat=True))
    noms = [t.nom for t in rempli.thematiques.all()]
    Espace.objects.all().delete()
    Perimetre.objects.all().delete()
    copy = import_espace(contenu, etrangere)
    assert set(copy.perimetres.values_list("perimetre__cle", flat=True)) == cles
    assert [t.nom for t in copy.thematiques.all()] == noms


def test_a_copy_holds_nobody(rempli, chargee):
    text = b"".join(read_zip(export_espace(rempli)).values()).decode()
    assert chargee.email not in text
    assert str(chargee.pk) not in text


def assert_refused(contenu: bytes, auteur, message: str) -> None:
    before = [m.objects.count() for m in (Espace, PerimetreEspace, Thematique, Perimetre)]
    with pytest.raises(CopieRefusee, match=message):
        import_espace(contenu, auteur)
    assert [m.objects.count() for m in (Espace, PerimetreEspace, Thematique, Perimetre)] == before


@pytest.mark.parametrize(
    ("alter", "message"),
    [
        pytest.param(lambda f: f | {"../../evil.py": b""}, "fichier inattendu", id="name"),
        pytest.param(lambda f: {k: v for k, v in f.items() if k != THEMATIQUES}, "manque", id="missing"),
        pytest.param(lambda f: f | {THEMATIQUES: b"0" * 5_000_000}, "démesuré", id="bomb"),
        pytest.param(lambda f: f | {THEMATIQUES: b"{"}, "illisible", id="not json"),
        pytest.param(lambda f: f | {THEMATIQUES: b"\xff"}, "abîmé", id="not text"),
        pytest.param(lambda f: f | {THEMATIQUES: b"[" * 200_000 + b"1"}, "abîmé|illisible|démesuré", id="deep"),
        pytest.param(
            lambda f: f | {THEMATIQUES: "".join(map(str, range(1, 2_000))).encode()},
            "abîmé",
            id="number of thousands of digits",
        ),
        pytest.param(lambda f: change(f, THEMATIQUES, nom="\ud800"), "abîmé", id="half a character"),
        pytest.param(lambda f: f | {MANIFESTE: b"[]"}, "pas la copie", id="manifest"),
        pytest.param(
            lambda f: f | {MANIFESTE: b'{"format": "convive-espace", "version": 9}'}, "version 9", id="version"
        ),
        pytest.param(lambda f: change(f, THEMATIQUES, nom="Autre"), "empreinte", id="tampered"),
        pytest.param(lambda f: change(f, THEMATIQUES, intrus=1), "champs attendus", id="unknown field"),
        pytest.param(lambda f: f | {THEMATIQUES: b"[1]"}, "champs attendus", id="not an object"),
        pytest.param(lambda f: f | {ESPACE: b""}, "un espace, et un seul", id="no espace"),
    ],
)
def test_a_hostile_copy_is_refused(rempli, etrangere, alter, message):
    assert_refused(write_zip(alter(read_zip(export_espace(rempli)))), etrangere, message)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (THEMATIQUES, {"nom": ""}, "ne convient pas"),
        (PERIMETRES, {"perimetre": {"nom": "A", "date_validite": "2026-13-45", "communes": []}}, "ne convient pas"),
        (THEMATIQUES, {"ordre": "beaucoup"}, "ne convient pas"),
        (THEMATIQUES, {"espace": "ailleurs"}, "hors de la copie"),
        (ESPACE, {"type": "royaume"}, "ne convient pas"),
        (PERIMETRES, {"perimetre": {"nom": "x", "date_validite": "2026-01-01", "communes": ["00000"]}}, "ne convient"),
        (PERIMETRES, {"perimetre": {"nom": "x", "date_validite": "demain", "communes": []}}, "illisible"),
        (PERIMETRES, {"perimetre": None}, "ne convient pas"),
    ],
)
def test_a_sealed_copy_with_a_bad_row_is_refused(rempli, etrangere, name, values, message):
    assert_refused(seal(change(read_zip(export_espace(rempli)), name, **values)), etrangere, message)


def test_a_copy_with_an_identifier_twice_is_refused(rempli, etrangere):
    files = read_zip(export_espace(rempli))
    identifier = json.loads(files[ESPACE])["uuid"]
    assert_refused(seal(change(files, THEMATIQUES, uuid=identifier)), etrangere, "deux fois le même identifiant")


def test_a_copy_may_not_reach_another_espace(rempli, etrangere):
    """The identifier of a real espace of this installation is not in the copy: it leads nowhere."""
    other = Espace.objects.exclude(pk=rempli.pk).get()
    files = change(read_zip(export_espace(rempli)), THEMATIQUES, espace=str(other.pk))
    assert_refused(seal(files), etrangere, "hors de la copie")


def test_what_is_not_a_zip_or_is_too_large_is_refused(rempli, etrangere, monkeypatch):
    assert_refused(b"PK\x03\x04 rien", etrangere, "abîmé")
    contenu = export_espace(rempli)
    files = read_zip(contenu)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MANIFESTE, files[MANIFESTE])
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(MANIFESTE, files[MANIFESTE])
    assert_refused(buffer.getvalue(), etrangere, "deux fois le même")
    start = contenu.find(b"donnees/")
    damaged = contenu[: start + 50] + b"\xff" * 20 + contenu[start + 70 :]
    assert_refused(damaged, etrangere, "abîmé")
    encrypted = bytearray(contenu)
    encrypted[contenu.rfind(b"PK\x01\x02") + 8] |= 1
    assert_refused(bytes(encrypted), etrangere, "chiffrée")
    monkeypatch.setattr(module_archive, "MAX_LIGNES", 1)
    assert_refused(contenu, etrangere, "trop de lignes")
    monkeypatch.setattr(module_archive, "MAX_OCTETS_ZIP", 10)
    assert_refused(contenu, etrangere, "trop lourde")


def test_a_model_that_a_copy_could_not_bring_back_is_refused_at_declaration():
    with pytest.raises(ImproperlyConfigured, match=r"Territoire\.departement"):
        RegistreCopie().record_inclus(Territoire)


def test_models_are_copied_after_those_they_point_at():
    registre = RegistreCopie()
    registre.record_inclus(Thematique, PerimetreEspace, Espace, Espace)
    assert registre.get_inclus() == (Espace, Thematique, PerimetreEspace)


def test_models_that_point_at_each_other_are_refused(monkeypatch):
    registre = RegistreCopie()
    registre.record_inclus(Thematique, Espace)
    loop = {Espace: [Thematique._meta.pk], Thematique: [Thematique._meta.get_field("espace")]}
    monkeypatch.setattr(Thematique._meta.pk, "related_model", Thematique)
    monkeypatch.setattr(module_registre, "get_champs", lambda modele: loop[modele])
    with pytest.raises(ImproperlyConfigured, match="en rond"):
        registre.get_inclus()


def test_get_chemin_follows_foreign_keys():
    assert get_chemin(Thematique) == "espace"
    assert get_chemin(Espace) == "pk"
    assert get_chemin(Territoire) is None


def test_read_copie_gives_the_rows_without_writing(rempli):
    lue = read_copie(export_espace(rempli))
    assert lue.espace == str(rempli.pk)
    comptees = {modele: len(rows) for modele, rows in lue.contenu.items() if rows}
    assert comptees == {Espace: 1, PerimetreEspace: 2, Thematique: 10}
    assert isinstance(rempli, models.Model)
