"""ZIPs made by someone hostile: each is refused with a clear sentence, journaled, and leaves nothing behind."""

import io
import stat
import struct
import tracemalloc
import zipfile
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from convive.espaces.actions.copie import import_copie
from convive.espaces.actions.espace import update_perimetre_espace
from convive.espaces.copie import archive as module_archive
from convive.espaces.copie.archive import MANIFESTE, CopieRefusee
from convive.espaces.models import Espace, Membre, Note, PerimetreEspace, Thematique
from convive.journal.models import Journal
from convive.territoires.models import Perimetre
from tests.espaces.copies import (
    THEMATIQUES,
    Fichiers,
    build_zip,
    change,
    read_lignes,
    read_zip,
    seal,
    take_up,
    write_lignes,
    write_zip,
)
from tests.espaces.copies_hostiles import ECRITS, FICHES, JOINTES, MILLION, SCELLES, VERSIONS, announce
from tests.espaces.essais import MODELES, Fiche, Jointe, Version
from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def victime(essais, espace, chargee) -> Espace:
    """An espace that uses all that a copy can carry."""
    day = timezone.localdate() + timedelta(days=40)
    update_perimetre_espace(by=chargee, espace=espace, codes=["86078", "86194"], date_debut=day)
    fiche = Fiche.objects.create(espace=espace, titre="Fiche", quand=timezone.now(), contenu={"a": [1]})
    fiche.thematiques.add(espace.thematiques.first())
    jointe = Jointe(espace=espace, objet_type="essai_fiche", objet_uuid=fiche.pk, nom="Plan")
    jointe.fichier.save("plan.pdf", ContentFile(b"texte du plan"))
    Version.objects.create(espace=espace, fiche_uuid=fiche.pk, titre="Avant")
    create_note_essai(espace)
    return espace


@pytest.fixture
def fichiers(victime) -> Fichiers:
    return read_zip(build_zip(victime))


@pytest.fixture
def pirate(etrangere):
    return etrangere


def list_etat() -> list[object]:
    modeles = (Espace, PerimetreEspace, Thematique, Note, Note.versions.model, Perimetre, Membre, *MODELES)
    return [*(m._base_manager.count() for m in modeles), sorted(default_storage.listdir("essais")[1])]


def assert_refused(contenu: bytes, by, message: str) -> None:
    before, journal = list_etat(), Journal.objects.count()
    with pytest.raises(CopieRefusee, match=message) as refus:
        take_up(contenu, by)
    assert list_etat() == before
    line = Journal.objects.get(geste="refuser")
    assert Journal.objects.count() == journal + 1
    assert (line.auteur, line.detail["raison"]) == (by, str(refus.value))
    assert line.detail["sha256"] == sha256(contenu).hexdigest()


@pytest.mark.parametrize("cas", ECRITS)
def test_a_hostile_zip_is_refused(fichiers, pirate, cas):
    alter, message = ECRITS[cas]
    assert_refused(write_zip(alter(fichiers)), pirate, message)


@pytest.mark.parametrize("cas", SCELLES)
def test_a_sealed_copy_with_a_bad_row_is_refused(fichiers, pirate, cas):
    alter, message = SCELLES[cas]
    assert_refused(seal(alter(fichiers)), pirate, message)


@pytest.mark.parametrize(
    ("name", "champ"),
    [(THEMATIQUES, "espace"), (FICHES, "parent"), (JOINTES, "objet_uuid"), (VERSIONS, "fiche_uuid")],
)
def test_a_copy_may_not_reach_another_espace(victime, fichiers, pirate, name, champ):
    """The identifiers of real rows of this installation are not in the copy: they lead nowhere."""
    other = {
        "espace": Espace.objects.exclude(pk=victime.pk).get().pk,
        "parent": Fiche.objects.create(espace=victime, titre="Réelle").pk,
    }
    cible = str(other.get(champ, other["parent"]))
    assert_refused(seal(change(fichiers, name, **{champ: cible})), pirate, "hors de la copie")


@pytest.mark.parametrize("contenu", [{"cle": str(uuid4())}, [[str(uuid4())]]])
def test_an_identifier_in_a_json_value_may_not_lead_elsewhere(fichiers, pirate, contenu):
    assert_refused(seal(change(fichiers, FICHES, contenu=contenu)), pirate, "hors de la copie")


def test_a_file_that_lies_on_what_it_is_is_refused(fichiers, pirate):
    """Sound for the ZIP, refused by the inspection of its model; the file written before it is removed."""
    contenu = b"<script>"
    sha = sha256(contenu).hexdigest()
    jointe = read_lignes(fichiers, JOINTES)[0]
    bad = jointe | {"uuid": str(uuid4()), "fichier": {"sha256": sha, "octets": len(contenu), "extension": ".pdf"}}
    files = fichiers | {JOINTES: write_lignes([jointe, bad]), f"fichiers/{sha}": contenu}
    assert_refused(seal(files), pirate, "ne contient pas ce que son nom annonce")


# --- ZIPs in a form that Python does not write --------------------------------------------------------------------
def alter_sommaire(contenu: bytes, offset: int, value: bytes) -> bytes:
    """Change bytes of the first entry of the summary."""
    start = contenu.rfind(b"PK\x05\x06")
    place = struct.unpack("<I", contenu[start + 16 : start + 20])[0] + offset
    return contenu[:place] + value + contenu[place + len(value) :]


def test_an_encrypted_copy_is_refused(fichiers, pirate):
    assert_refused(alter_sommaire(write_zip(fichiers), 8, b"\x01\x00"), pirate, "chiffrée")


def test_a_copy_compressed_otherwise_is_refused(fichiers, pirate):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in fichiers.items():
            archive.writestr(name, content)
    assert_refused(buffer.getvalue(), pirate, "façon inattendue")


def test_a_symbolic_link_is_refused(fichiers, pirate):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in fichiers.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    assert_refused(buffer.getvalue(), pirate, "lien symbolique")


def test_a_name_twice_is_refused(fichiers, pirate):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MANIFESTE, fichiers[MANIFESTE])
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(MANIFESTE, fichiers[MANIFESTE])
    assert_refused(buffer.getvalue(), pirate, "deux fois le même")


def test_a_file_that_is_longer_than_its_header_says_is_refused(fichiers, pirate):
    contenu = write_zip(fichiers)
    assert_refused(alter_sommaire(contenu, 24, struct.pack("<I", 3)), pirate, "abîmé")


@pytest.mark.parametrize(
    "contenu",
    [b"", b"rien", b"PK\x03\x04 rien", b"PK\x05\x06" + b"\x00" * 18, b"PK\x05\x06" + b"\xff" * 18, b"\x00" * 4_000],
    ids=["empty", "text", "start", "no file", "end", "zeros"],
)
def test_what_is_not_a_zip_is_refused(victime, pirate, contenu):
    assert_refused(contenu, pirate, "abîmé|manifeste|trop de fichiers")


def test_a_truncated_or_damaged_copy_is_refused(fichiers, pirate):
    contenu = write_zip(fichiers)
    assert_refused(contenu[:-30], pirate, "abîmé")


def test_a_damaged_piece_is_refused(fichiers, pirate):
    contenu = write_zip(fichiers)
    start = contenu.find(b"donnees/")
    assert_refused(contenu[: start + 50] + b"\xff" * 20 + contenu[start + 70 :], pirate, "abîmé")


@pytest.mark.parametrize("suffixe", [b"x", b"un commentaire"])
def test_what_follows_a_zip_is_refused(fichiers, pirate, suffixe):
    assert_refused(write_zip(fichiers) + suffixe, pirate, "abîmé")


def test_a_zip_of_the_large_kind_is_refused(fichiers, pirate):
    contenu = write_zip(fichiers)
    locator = b"PK\x06\x07" + b"\x00" * 16
    assert_refused(contenu[:-22] + locator + contenu[-22:], pirate, "abîmé")


def test_a_million_names_are_refused_before_they_are_read(victime, pirate):
    """The summary alone would take gigabytes once read."""
    entry = b"PK\x01\x02" + b"\x00" * 42
    sommaire = entry * MILLION
    fin = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 9, 9, len(sommaire), 0, 0)
    source = io.BytesIO(sommaire + fin)
    tracemalloc.start()
    try:
        with pytest.raises(CopieRefusee, match="trop de fichiers"):
            import_copie(by=pirate, source=source)
        assert tracemalloc.get_traced_memory()[1] < 20 * 1024**2
    finally:
        tracemalloc.stop()


def test_a_million_rows_are_refused_while_they_are_read(fichiers, pirate, settings):
    settings.COPIE_MAX_LIGNES = 50
    row = read_lignes(fichiers, THEMATIQUES)[0]
    rows = write_lignes(row | {"uuid": str(uuid4())} for _ in range(60))
    # The manifest says forty, so that only the reading finds out.
    files = announce(fichiers | {THEMATIQUES: rows}, 40)
    assert_refused(write_zip(files), pirate, "trop de lignes")


def test_what_unfolds_beyond_measure_is_refused(fichiers, pirate, monkeypatch):
    """Every file is in proportion; all together, they are not."""
    contenu = write_zip(fichiers)
    limites = module_archive.Limites(octets=len(contenu), octets_deployes=1_000, lignes=100)
    monkeypatch.setattr(module_archive, "get_limites", lambda: limites)
    assert_refused(contenu, pirate, "démesuré")


def test_what_is_too_heavy_is_refused(fichiers, pirate, settings):
    settings.COPIE_MAX_OCTETS = 10
    assert_refused(write_zip(fichiers), pirate, "trop lourde")
