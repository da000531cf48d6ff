import re
import struct
import zipfile
from pathlib import Path

import pytest

from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources import archive
from convive.donnees.sources.archive import get_membre

MOTIF = re.compile(r"f\.csv")


@pytest.fixture
def zip_simple(tmp_path: Path) -> Path:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as flux:
        flux.writestr("f.csv", "".join(f"{n:05d};{n * 7919}\n" for n in range(5000)))
        flux.writestr("meta_f.csv", "rien")
    return path


def get_refus(path: Path) -> str:
    with pytest.raises(FichierIllisible) as refus:
        get_membre(path, MOTIF)
    assert refus.value.fichier == path.name
    return refus.value.cause


def test_member_is_read_without_touching_the_disk(zip_simple: Path) -> None:
    nom, octets = get_membre(zip_simple, MOTIF)
    assert nom == "f.csv"
    assert octets.startswith(b"00000;0\n")
    assert list(zip_simple.parent.iterdir()) == [zip_simple]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_truncated_zip_is_refused(zip_simple: Path, part: float) -> None:
    contenu = zip_simple.read_bytes()
    zip_simple.write_bytes(contenu[: int(len(contenu) * part)])
    assert "tronquée" in get_refus(zip_simple)


def test_corrupted_content_is_refused(zip_simple: Path) -> None:
    contenu = bytearray(zip_simple.read_bytes())
    contenu[200:260] = b"\xff" * 60
    zip_simple.write_bytes(bytes(contenu))
    assert "abîmée" in get_refus(zip_simple)


def test_empty_and_fake_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    for contenu in (b"", b"<html>404</html>"):
        path.write_bytes(contenu)
        assert "abîmée" in get_refus(path)


def test_zip_without_the_expected_member_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as flux:
        flux.writestr("autre.csv", "x")
    assert "aucun fichier attendu" in get_refus(path)
    with zipfile.ZipFile(path, "w") as flux:
        flux.writestr("a/f.csv", "x")
        flux.writestr("b/f.csv", "x")
    assert "plusieurs" in get_refus(path)


def test_zip_bomb_by_ratio_is_refused_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as flux:
        flux.writestr("f.csv", b"0" * (20 * 2**20))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("a bomb must not be opened"))
    assert "gonfle" in get_refus(path)


def test_zip_bomb_by_size_is_refused(zip_simple: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "OCTETS_MAX", 1000)
    assert "une fois ouverte" in get_refus(zip_simple)


def test_zip_bomb_by_members_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as flux:
        for n in range(archive.MEMBRES_MAX + 1):
            flux.writestr(f"{n}.csv", "")
    assert "201 fichiers" in get_refus(path)


def test_zip_bomb_with_a_lying_size_is_stopped_while_reading(zip_simple: Path) -> None:
    """The declared size is a lie in the central directory: the reading stops by itself."""
    contenu = bytearray(zip_simple.read_bytes())
    central = contenu.index(b"PK\x01\x02")
    contenu[central + 24 : central + 28] = struct.pack("<I", 10)
    zip_simple.write_bytes(bytes(contenu))
    assert re.search("abîmée|plus gros", get_refus(zip_simple))


def test_member_longer_than_declared_is_refused(zip_simple: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Flux:
        def __enter__(self) -> "Flux":
            return self

        def __exit__(self, *exc: object) -> None:
            return None

        def read(self, taille: int) -> bytes:
            return b"0" * taille

    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: Flux())
    assert "plus gros" in get_refus(zip_simple)


def test_encrypted_zip_is_refused(zip_simple: Path) -> None:
    contenu = bytearray(zip_simple.read_bytes())
    for signature, decalage in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        debut = contenu.index(signature)
        contenu[debut + decalage] |= 1
    zip_simple.write_bytes(bytes(contenu))
    assert "chiffrée" in get_refus(zip_simple)
