"""Built data that a disk has damaged: made again by the next build, and nothing lost in silence."""

import errno
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from convive.donnees.ecriture import explain_disque
from convive.donnees.erreurs import ManifesteAbime
from tests.donnees.atelier import Atelier
from tests.donnees.test_construction import get_etat


def test_file_of_the_build_that_the_disk_has_damaged_is_made_again(atelier: Atelier) -> None:
    path = atelier.donnees / atelier.build().manifeste.construction / "par_territoire.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-200] + bytes(200))
    assert atelier.build(depot=False).is_nouveau
    assert path.read_bytes() == whole
    assert not atelier.build(depot=False).is_nouveau


def test_damaged_manifest_loses_no_figure_without_depot(atelier: Atelier) -> None:
    dossier = atelier.donnees / atelier.build().manifeste.construction
    (dossier / "manifeste.json").write_text("{")
    bilan = atelier.build(depot=False)
    assert bilan.is_nouveau
    assert get_etat(bilan.manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)


def test_figures_that_no_manifest_names_any_more_are_not_lost_in_silence(atelier: Atelier) -> None:
    atelier.build()
    for path in atelier.donnees.rglob("*manifeste.json"):
        path.write_text("{")
    before = sorted((atelier.donnees / "sources").iterdir())
    with pytest.raises(ManifesteAbime, match="relancez avec le dossier"):
        atelier.build(depot=False)
    assert sorted((atelier.donnees / "sources").iterdir()) == before
    assert get_etat(atelier.build().manifeste)[0] == "charge"


def test_damaged_rows_of_a_file_are_read_again_or_said(atelier: Atelier) -> None:
    atelier.build()
    (path,) = (atelier.donnees / "sources").glob("populations_reference-*.parquet")
    path.write_bytes(b"abime")
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    assert get_etat(atelier.build().manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    path.write_bytes(b"abime")
    (atelier.donnees / "dernier_manifeste.json").unlink()
    (atelier.donnees / atelier.build().manifeste.construction / "par_territoire.parquet").unlink()
    refus = atelier.build(depot=False).manifeste.refus
    assert any("remettez le fichier dans le dépôt" in message for message in refus)


@contextmanager
def limit_files(octets: int) -> Iterator[None]:
    """As a full disk does: writing beyond says so, and kills nobody."""
    before, limits = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_disk_that_is_full_under_duckdb_is_said_as_any_other(tmp_path: Path) -> None:
    copy = f"COPY (SELECT random() FROM range(50000)) TO '{tmp_path}/a.parquet'"  # noqa: S608 - a folder of the test
    with pytest.raises(OSError, match="File too large") as refused, explain_disque(tmp_path), limit_files(4096):
        duckdb.connect().execute(copy)
    assert refused.value.errno == errno.EFBIG
    with pytest.raises(OSError, match="No space left") as refused, explain_disque(tmp_path):
        raise duckdb.IOException("Could not write file: No space left on device")
    assert refused.value.errno == errno.ENOSPC
    with pytest.raises(duckdb.IOException), explain_disque(tmp_path):
        raise duckdb.IOException("No files found that match the pattern")
