"""A cache that cannot be written or read is a slower page, never an error."""

from pathlib import Path

import pytest

from convive.config import settings as reglages
from convive.socle.cache_fichiers import CacheFichiers


@pytest.fixture
def cache(tmp_path: Path) -> CacheFichiers:
    return CacheFichiers(str(tmp_path / "cache"), {"TIMEOUT": None})


def test_the_product_uses_it():
    assert reglages.CACHES["default"]["BACKEND"] == f"{CacheFichiers.__module__}.{CacheFichiers.__name__}"


def test_what_is_kept_is_found(cache: CacheFichiers):
    cache.set("cle", [1])
    assert cache.get("cle") == [1]
    assert not cache.add("cle", 2)
    assert cache.has_key("cle")
    assert cache.touch("cle")
    assert cache.delete("cle")
    assert cache.get("cle", "rien") == "rien"


def test_a_folder_that_cannot_be_written_is_no_error(cache: CacheFichiers, tmp_path: Path):
    block(tmp_path)
    cache.set("cle", [1])
    cache.add("cle", [1])
    CacheFichiers(str(tmp_path / "cache"), {})
    assert not cache.touch("cle")
    assert not cache.delete("cle")
    assert not cache.has_key("cle")
    assert cache.get("cle", "rien") == "rien"
    assert cache.get_many(["cle"]) == {}


def block(tmp_path: Path) -> None:
    """A file in the place of the folder: refused to root too."""
    (tmp_path / "cache").rmdir()
    (tmp_path / "cache").write_text("")


@pytest.mark.parametrize("keep", [0, 3, 20, 40])
def test_a_file_cut_short_is_built_again(cache: CacheFichiers, keep: int):
    cache.set("cle", list(range(1000)))
    (path,) = Path(cache._dir).glob("*.djcache")
    path.write_bytes(path.read_bytes()[:keep])
    assert cache.get("cle") is None
    cache.set("cle", [2])
    assert cache.get("cle") == [2]


def test_the_log_says_it_once(cache: CacheFichiers, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    block(tmp_path)
    for _ in range(5):
        cache.set("cle", 1)
    assert len(caplog.records) == 1
