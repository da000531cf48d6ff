"""Whatever happens to a file, the answer is rows or one readable refusal, never another error."""

import csv
import random
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, get_passages
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources import comparateur, mouvements, populations_serie
from tests.donnees.test_sources import COMPARATEUR, ENTETE_MOUVEMENTS

SERIE = 'objectid,codgeo,libgeo,p20_pop,p21_pop\n1,01001,Été,10,11\n2,01002,B,20,\n3,01005,"C, d",30,31\n'
MOUVEMENTS = ENTETE_MOUVEMENTS + "32,2019-01-01,COM,01006,COM,01005\n21,2024-01-01,COM,02001,COM,02002\n"
MORCEAUX = st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=6)


def build_abime(octets: bytes, morceaux: list[tuple[int, bytes, int]]) -> bytes:
    """Some bytes replaced, inserted or removed."""
    abime = bytearray(octets)
    for position, ajout, retrait in morceaux:
        debut = position % (len(abime) + 1)
        abime[debut : debut + retrait] = ajout
    return bytes(abime)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(morceaux=MORCEAUX, source=st.sampled_from(["comparateur", "serie", "mouvements"]))
@example(morceaux=[(0, b"\r", 0)], source="comparateur")
@example(morceaux=[(3, b"\r", 0)], source="serie")
@example(morceaux=[(3, b"\r", 0)], source="mouvements")
def test_damaged_text_is_read_or_refused(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, morceaux: list[tuple[int, bytes, int]], source: str
) -> None:
    path = tmp_path / "f.csv"
    textes = {"comparateur": COMPARATEUR, "serie": SERIE, "mouvements": MOUVEMENTS}
    path.write_bytes(build_abime(textes[source].encode(), morceaux))
    with suppress(FichierIllisible):
        if source == "comparateur":
            comparateur.build(path, mini_cog)
        elif source == "serie":
            populations_serie.build(path, mini_cog)
        else:
            mouvements.build(path)


@pytest.fixture
def cellules_bornees() -> Iterator[None]:
    """The limit of a cell as Python sets it: a library that other tests load takes it away for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("cellules_bornees")
@pytest.mark.parametrize(
    ("octets", "motif"),
    [
        (b"\r" + COMPARATEUR.encode(), "cette colonne manque"),
        (COMPARATEUR.replace("CODGEO", "COD\rGEO", 1).encode(), "cette colonne manque"),
        (b"CODGEO" + b"x" * 200_000 + b"\n01001\n", "une cellule est trop longue"),
        (COMPARATEUR.encode() + b'"01001;', "les guillemets ne sont pas fermés"),
    ],
    ids=["blank-mac-line", "cut-header", "endless-header", "open-quote"],
)
def test_refusal_says_why_in_french(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, octets: bytes, motif: str
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(octets)
    with pytest.raises(FichierIllisible, match=motif):
        comparateur.build(path, mini_cog)


@pytest.mark.usefixtures("cellules_bornees")
@pytest.mark.parametrize("ajout", [b"01006,\xff,fusion,,\n", b"0" * 200_000], ids=["other-encoding", "endless-cell"])
def test_damaged_passages_are_refused(tmp_path: Path, ajout: bytes) -> None:
    path = tmp_path / "passages.csv"
    path.write_bytes(b"ancien_code,code,nature,date_effet,url_source\n" + ajout)
    with pytest.raises(FichierIllisible, match="le fichier est abîmé"):
        get_passages(path)


def test_lines_ended_as_on_an_old_mac_are_read(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    attendu, path = tmp_path / "unix.csv", tmp_path / "mac.csv"
    attendu.write_bytes(COMPARATEUR.encode())
    path.write_bytes(COMPARATEUR.replace("\n", "\r").encode())
    assert comparateur.build(path, mini_cog) == comparateur.build(attendu, mini_cog)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("zip") / "f.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as flux:
        flux.writestr("base_cc_comparateur.csv", COMPARATEUR)
        flux.writestr("meta.csv", "x")
    return path.read_bytes()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(morceaux=MORCEAUX)
def test_damaged_archive_is_read_or_refused(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, archive: bytes, morceaux: list[tuple[int, bytes, int]]
) -> None:
    path = tmp_path / "f.zip"
    path.write_bytes(build_abime(archive, morceaux))
    with suppress(FichierIllisible):
        comparateur.build(path, mini_cog)


def test_every_single_byte_of_an_archive(tmp_path: Path, mini_cog: CodeOfficielGeographique, archive: bytes) -> None:
    """The header fields of the format, one after the other."""
    alea = random.Random(1)  # noqa: S311 - reproducible damage, not a secret.
    path = tmp_path / "f.zip"
    refus = 0
    for position in range(len(archive)):
        abime = bytearray(archive)
        abime[position] ^= alea.randrange(1, 256)
        path.write_bytes(bytes(abime))
        try:
            comparateur.build(path, mini_cog)
        except FichierIllisible:
            refus += 1
    assert refus > len(archive) / 2
