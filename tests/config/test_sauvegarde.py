"""The restore drill: an installation is saved, loses everything, and comes back."""

import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from convive.config.sauvegarde.archive import read_sauvegarde
from convive.config.sauvegarde.base import SauvegardeRefusee, _run
from tools.campagnes.pannes import KILL

EMAIL, APRES = "camille@exemple.test", "apres@exemple.test"
NOTE = "Compte rendu du comité"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Settings of an installation of its own, on the kind of database that the tests run on."""
    var = tmp_path_factory.mktemp("installation") / "var"
    environment = {**os.environ, "CONVIVE_VAR": str(var), "CONVIVE_STATIC_SIMPLE": "1"}
    reglages = settings.DATABASES["default"]
    if "sqlite" in reglages["ENGINE"]:
        yield {**environment, "DATABASE_URL": ""}
        return
    name = f"exercice_{uuid4().hex[:12]}"
    # pytest-django renames the database of the settings, not the server.
    acces = {"host": reglages["HOST"], "port": reglages["PORT"], "user": reglages["USER"], "dbname": "postgres"}
    with psycopg.connect(**acces, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = f"postgresql://{acces['user']}@{acces['host']}:{acces['port']}/{name}"
        yield {**environment, "DATABASE_URL": url}
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "convive.config.cli", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installation(base: dict[str, str], put_tables: Callable[[Path], bool]) -> dict[str, str]:
    """One compte, and one file that someone brought."""
    assert put_tables(Path(base["CONVIVE_VAR"])) or run(base, "migrate", "--verbosity=0").returncode == 0
    create_compte(base, EMAIL)
    fichier = get_fichier(base)
    fichier.parent.mkdir(parents=True)
    fichier.write_text(NOTE, encoding="utf-8")
    return base


@pytest.fixture(scope="module")
def sauvegarde(installation: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written once, while the installation is as on its first day."""
    dossier = tmp_path_factory.mktemp("sauvegardes")
    written = run(installation, "sauvegarde", dossier)
    assert written.returncode == 0, written.stderr
    (fichier,) = dossier.glob("convive-*.tar.gz")
    return fichier


def get_fichier(environment: dict[str, str]) -> Path:
    return Path(environment["CONVIVE_VAR"]) / "fichiers" / "pieces" / "note.txt"


def create_compte(environment: dict[str, str], email: str) -> None:
    created = run(environment, "createsuperuser", "--noinput", f"--email={email}", "--nom_affiche=Camille")
    assert created.returncode == 0, created.stderr


def list_emails(environment: dict[str, str]) -> str:
    """Read in the database itself: one more process of the product would take seconds."""
    if url := environment["DATABASE_URL"]:
        base = psycopg.connect(url)
    else:
        base = sqlite3.connect(Path(environment["CONVIVE_VAR"]) / "convive.sqlite3")
    with closing(base):
        return " ".join(email for (email,) in base.execute("SELECT email FROM comptes_compte").fetchall())


def list_avant(sauvegarde: Path) -> set[Path]:
    return set(sauvegarde.parent.glob("avant-restauration-*.tar.gz"))


def test_an_installation_comes_back_as_it_was(installation, sauvegarde: Path):
    fichier, cle = get_fichier(installation), Path(installation["CONVIVE_VAR"]) / "cle_secrete"
    secret = cle.read_bytes()
    assert sauvegarde.stat().st_mode & 0o077 == 0
    create_compte(installation, APRES)
    fichier.write_text("Écrasé", encoding="utf-8")
    (fichier.parent / "apres.txt").write_text("Plus tard", encoding="utf-8")
    cle.write_bytes(b"perdue-" * 12)
    assert "intacte" in run(installation, "restauration", sauvegarde).stdout
    assert APRES in list_emails(installation)

    before = list_avant(sauvegarde)
    restored = run(installation, "restauration", sauvegarde, "--confirmer")
    assert restored.returncode == 0, restored.stderr
    assert list_emails(installation) == EMAIL
    assert fichier.read_text(encoding="utf-8") == NOTE
    assert not (fichier.parent / "apres.txt").exists()
    assert cle.read_bytes() == secret
    # What was replaced is not lost: it is a backup too.
    (avant,) = list_avant(sauvegarde) - before
    assert run(installation, "restauration", avant, "--confirmer").returncode == 0
    assert APRES in list_emails(installation)
    assert (fichier.parent / "apres.txt").exists()
    assert run(installation, "restauration", sauvegarde, "--confirmer").returncode == 0


@pytest.mark.parametrize(
    ("change", "motif"),
    [
        (lambda _: b"", "abîmé"),
        (lambda octets: octets[: len(octets) // 2], "abîmé"),
        (lambda _: b"bonjour" * 100, "abîmé"),
        (lambda octets: rewrite(octets, {"fichiers/pieces/note.txt": b"faux"}), "empreintes"),
        (lambda octets: rewrite(octets, {"../ailleurs.txt": b"faux"}), "empreintes"),
        (lambda octets: rewrite(octets, {"manifeste.json": b"{}"}), "n’est pas une sauvegarde"),
        (lambda octets: rewrite_manifeste(octets, version=2), "version 2"),
    ],
    ids=["vide", "coupee", "texte", "changee", "en_plus", "autre_archive", "version"],
)
def test_a_damaged_or_foreign_file_is_refused(change, motif: str, sauvegarde: Path, tmp_path: Path):
    fichier = tmp_path / "essai.tar.gz"
    fichier.write_bytes(change(sauvegarde.read_bytes()))
    with pytest.raises(SauvegardeRefusee, match=motif):
        read_sauvegarde(fichier)


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(SauvegardeRefusee, match="ne se lit pas"):
        read_sauvegarde(Path("absente.tar.gz"))


@pytest.mark.parametrize(
    ("changes", "motif"),
    [({"migrations": ["espaces.9999_demain"]}, "plus récente"), ({"base": "base.autre"}, "autre base")],
    ids=["plus_recente", "autre_base"],
)
def test_what_this_installation_cannot_take_changes_nothing(
    changes: dict[str, object], motif: str, installation, sauvegarde: Path, tmp_path: Path
):
    fichier = tmp_path / "essai.tar.gz"
    fichier.write_bytes(rewrite_manifeste(sauvegarde.read_bytes(), **changes))
    refused = run(installation, "restauration", fichier, "--confirmer")
    assert refused.returncode == 1
    assert motif in refused.stderr
    assert "Traceback" not in refused.stderr
    assert list_emails(installation) == EMAIL
    assert get_fichier(installation).read_text(encoding="utf-8") == NOTE
    assert not list(tmp_path.glob("avant-restauration-*"))


def rewrite(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The same backup with other files in it, its manifest unchanged."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as source, tarfile.open(fileobj=buffer, mode="w:gz") as target:
        names = [member.name for member in source]
        files = {name: source.extractfile(name).read() for name in names} | changes
        for name, octets in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(octets)
            target.addfile(info, io.BytesIO(octets))
    return buffer.getvalue()


def rewrite_manifeste(content: bytes, **changes: object) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(content)) as source:
        manifeste = json.load(source.extractfile("manifeste.json"))
    return rewrite(content, {"manifeste.json": json.dumps(manifeste | changes).encode()})


def test_a_running_service_refuses_the_restoration(installation, sauvegarde: Path):
    code = (
        "from convive.comptes.models import Compte; import sys; list(Compte.objects.all()); "
        "print('ouverte', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-m", "convive.config.cli", "shell", "--verbosity=0", "-c", code]
    with subprocess.Popen(
        command, env=installation, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout.readline().strip() == "ouverte"
        refused = run(installation, "restauration", sauvegarde, "--confirmer")
        service.communicate("\n")
    assert refused.returncode == 1
    assert "arrêtez le service" in refused.stderr
    assert list_emails(installation) == EMAIL


def kill_restauration(environment: dict[str, str], sauvegarde: Path, renames: int) -> None:
    command = [sys.executable, "-c", KILL, str(renames), "restauration", str(sauvegarde), "--confirmer"]
    killed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if url := environment["DATABASE_URL"]:
        # A server sees after a moment only that the one who spoke to it is dead.
        with closing(psycopg.connect(url, dbname="postgres", autocommit=True)) as server:
            base = url.rpartition("/")[2]
            while server.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", [base]).fetchone():
                time.sleep(0.05)


@pytest.mark.parametrize("renames", [1, 2], ids=["au_premier_nom", "au_deuxieme"])
def test_a_restoration_killed_while_it_takes_its_place_is_finished_by_the_next(
    renames: int, installation, sauvegarde: Path
):
    fichier = get_fichier(installation)
    create_compte(installation, f"{renames}-{APRES}")
    fichier.write_text("Écrasé", encoding="utf-8")
    kill_restauration(installation, sauvegarde, renames)
    served = run(installation, "serve", "--port", "1")
    assert "Une restauration s’est arrêtée en route" in served.stderr

    finished = run(installation, "restauration", sauvegarde, "--confirmer")
    assert finished.returncode == 0, finished.stderr
    assert list_emails(installation) == EMAIL
    assert fichier.read_text(encoding="utf-8") == NOTE
    assert list_restes(installation, sauvegarde) == []


def test_what_killed_commands_have_left_goes(installation, sauvegarde: Path):
    var = Path(installation["CONVIVE_VAR"])
    for dossier in (var / ".restauration", var / ".restauration-abc", sauvegarde.parent / ".convive-abc"):
        dossier.mkdir()
        (dossier / "moitie").write_text("x")
    (sauvegarde.parent / "convive-2026-11-25-030000.tar.gz.partiel").write_text("x")
    # A former version moved the files there, and may have been killed then.
    (var / ".restauration-def" / "anciens").mkdir(parents=True)
    restored = run(installation, "restauration", sauvegarde, "--confirmer")
    assert restored.returncode == 0, restored.stderr
    assert list_restes(installation, sauvegarde) == []


def list_restes(environment: dict[str, str], sauvegarde: Path) -> list[str]:
    names = [p.name for folder in (Path(environment["CONVIVE_VAR"]), sauvegarde.parent) for p in folder.iterdir()]
    return [
        n for n in names if n.startswith((".restauration", ".convive-")) or n.endswith((".partiel", "restauration"))
    ]


def test_a_missing_program_is_known_before_anything_is_dropped(installation, sauvegarde: Path, tmp_path: Path):
    if not installation["DATABASE_URL"]:
        pytest.skip("SQLite needs no program")
    for program in ("pg_dump", "psql"):
        (tmp_path / program).symlink_to(str(shutil.which(program)))
    refused = run({**installation, "PATH": str(tmp_path)}, "restauration", sauvegarde, "--confirmer")
    assert refused.returncode == 1
    assert "pg_restore est introuvable" in refused.stderr
    assert "Rien n’a été changé" in refused.stderr
    assert list_emails(installation) == EMAIL


def test_a_database_that_cannot_be_replayed_leaves_the_one_in_place(installation, sauvegarde: Path, tmp_path: Path):
    fichier = tmp_path / "essai.tar.gz"
    fichier.write_bytes(cut_base(sauvegarde.read_bytes()))
    refused = run(installation, "restauration", fichier, "--confirmer")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert list_emails(installation) == EMAIL
    assert get_fichier(installation).read_text(encoding="utf-8") == NOTE
    assert list_restes(installation, fichier) == []


def cut_base(content: bytes) -> bytes:
    """The same backup whose database is cut in the middle, under a print that says that it is so."""
    with tarfile.open(fileobj=io.BytesIO(content)) as source:
        manifeste = json.load(source.extractfile("manifeste.json"))
        base = source.extractfile(manifeste["base"]).read()
    base = base[: len(base) // 2]
    manifeste["empreintes"][manifeste["base"]] = hashlib.sha256(base).hexdigest()
    return rewrite(content, {manifeste["base"]: base, "manifeste.json": json.dumps(manifeste).encode()})


def test_old_backups_leave_and_other_files_stay(installation, tmp_path: Path):
    dossier = tmp_path / "sauvegardes"
    dossier.mkdir()
    for day in (1, 2, 3):
        (dossier / f"convive-2026-01-0{day}-030000.tar.gz").write_bytes(b"ancienne")
    (dossier / "convive-notes.txt").write_text("à moi", encoding="utf-8")
    written = run(installation, "sauvegarde", dossier, "--garder", "2")
    assert "Anciennes effacées : 2" in written.stdout
    assert sorted(p.name for p in dossier.iterdir())[0] == "convive-2026-01-03-030000.tar.gz"
    assert len(list(dossier.iterdir())) == 3
    assert run(installation, "sauvegarde", dossier, "--garder", "0").returncode == 2


def test_a_folder_that_cannot_be_written_says_so(installation, tmp_path: Path):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    refused = run(installation, "sauvegarde", tmp_path / "fichier" / "dossier")
    assert refused.returncode == 1
    assert "Impossible d’écrire" in refused.stderr


@pytest.mark.parametrize(
    ("fin", "cause"),
    [("kill -XFSZ $$", "plus de place sur le disque"), ("kill -KILL $$", r"\(SIGKILL\)"), ("exit 3", "le code 3")],
)
def test_a_program_that_ends_without_a_word_is_said(fin: str, cause: str, tmp_path: Path, monkeypatch):
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\n{fin}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SauvegardeRefusee, match=f"pg_dump a échoué.*{cause}"):
        _run("pg_dump")
