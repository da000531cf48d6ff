"""Break an installation in every way that a machine can, and check what is left: `python -m tools.campagnes.pannes`.

It kills processes while they write, kills a restoration at each of its steps, fills the disk, and damages files. It
takes about ten minutes on an idle machine; the test suite runs it with `--court`. It works in a folder of its own, on
SQLite, or on the PostgreSQL server of DATABASE_URL in a database that it creates and drops.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg

# Ignore the proxy of the network, which must not be used for our own address.
LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))
TOURS = 6
EMAIL = "camille@exemple.test"
PIECES = 40
# What people are told about a disk that cannot be written to.
CAUSES = ("plus de place", "plein ou abîmé", "lecture seule", "ne s’ouvre pas", "droits insuffisants")

WRITE = """
import django, sys
django.setup()
from convive.comptes.models import Compte
number = 0
while True:
    number += 1
    email = f"{sys.argv[1]}-{number}@exemple.test"
    Compte.objects.create(email=email, nom_affiche="Essai")
    print(email, flush=True)
"""
# Kills the process at the n-th rename of a file or a folder.
KILL = """
import os, signal, sys
left = int(sys.argv.pop(1))
def count(event, arguments):
    global left
    if event == "os.rename" and "sauvegardes" not in str(arguments[0]):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
from convive.config import cli
cli.main()
"""
READ = """
import django, json, sys
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME="localhost")
found = {}
for url in sys.argv[1:]:
    response = client.get(url)
    found[url] = response.status_code
print(json.dumps(found))
"""


@dataclass
class Installation:
    """A folder and a database of its own."""

    racine: Path
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {
            **os.environ,
            "CONVIVE_VAR": str(self.var),
            "CONVIVE_DONNEES": str(self.var / "donnees"),
            "CONVIVE_STATIC_SIMPLE": "1",
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "convive.config.settings",
        }
        (self.racine / "sauvegardes").mkdir(parents=True, exist_ok=True)

    @property
    def var(self) -> Path:
        return self.racine / "var"

    @property
    def pieces(self) -> Path:
        return self.var / "fichiers" / "pieces"

    def run(self, *arguments: object, limit: int | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command of the product; with `limit`, it cannot write a file larger than this many bytes."""
        command = [sys.executable, "-m", "convive.config.cli", *map(str, arguments)]
        return self.execute(command, limit)

    def execute(self, command: list[str], limit: int | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=None if limit is None else lambda: limit_files(limit),
        )

    def list_emails(self) -> list[str]:
        base = psycopg.connect(self.url) if self.url else sqlite3.connect(self.var / "convive.sqlite3")
        with closing(base):
            return sorted(row[0] for row in base.execute("SELECT email FROM comptes_compte").fetchall())

    def list_restes(self) -> list[str]:
        names = [path.name for folder in (self.var, self.racine / "sauvegardes") for path in folder.iterdir()]
        return [
            n
            for n in names
            if n.startswith((".restauration", ".convive-")) or n.endswith((".partiel", ".restauration"))
        ]

    def write_pieces(self, texte: str) -> None:
        self.pieces.mkdir(parents=True, exist_ok=True)
        for number in range(PIECES):
            (self.pieces / f"{number}.txt").write_text(f"{texte} {number}", encoding="utf-8")

    def has_pieces(self, texte: str) -> bool:
        found = {path.name: path.read_text(encoding="utf-8") for path in self.pieces.glob("*.txt")}
        return found == {f"{number}.txt": f"{texte} {number}" for number in range(PIECES)}


def limit_files(octets: int) -> None:
    """Limit file sizes like a full disk: writes fail with an error, without killing the process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))


class Echec(Exception):
    """Something was lost, or not reported."""


def check(condition: object, message: str, done: subprocess.CompletedProcess[str] | None = None) -> None:
    if not condition:
        raise Echec(f"{message}\n{done.stdout}{done.stderr}" if done else message)


def kill_while_writing(installation: Installation, tours: int) -> str:
    """Check that whatever was acknowledged before a kill -9 is still there afterwards."""
    acknowledged: set[str] = set()
    for tour in range(tours):
        command = [sys.executable, "-c", WRITE, f"tour{tour}"]
        with subprocess.Popen(command, env=installation.environment, stdout=subprocess.PIPE, text=True) as writer:
            if writer.stdout is None:
                raise Echec("The writer says nothing")
            acknowledged.add(writer.stdout.readline().strip())
            time.sleep(random.uniform(0.05, 1.0))  # noqa: S311 - a moment, not a secret.
            writer.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in writer.stdout.read().splitlines() if line.endswith(".test")}
        missing = acknowledged - set(installation.list_emails())
        check(not missing, f"{len(missing)} acknowledged writings are missing")
    return f"{len(acknowledged)} acknowledged writings, {tours} kills, none missing"


def kill_restoration(installation: Installation, moments: int) -> str:
    """Check at each rename that the old installation is intact, or that the same command finishes the restoration."""
    installation.write_pieces("avant")
    before = installation.list_emails()
    saved = installation.run("sauvegarde", installation.racine / "sauvegardes")
    check(saved.returncode == 0, "The backup failed", saved)
    (fichier,) = (installation.racine / "sauvegardes").glob("convive-*.tar.gz")
    for moment in range(1, moments + 1):
        installation.run("createsuperuser", "--noinput", f"--email=moment{moment}@exemple.test", "--nom_affiche=Essai")
        installation.write_pieces(f"après {moment}")
        command = [sys.executable, "-c", KILL, str(moment), "restauration", str(fichier), "--confirmer"]
        killed = installation.execute(command)
        is_killed = killed.returncode == -signal.SIGKILL
        if is_killed and not (installation.var / ".restauration" / "complet").exists():
            check(installation.has_pieces(f"après {moment}"), f"Moment {moment}: attachments changed before the swap")
            check(f"moment{moment}@exemple.test" in installation.list_emails(), f"Moment {moment}: the base changed")
        again = installation.run("restauration", fichier, "--confirmer") if is_killed else killed
        check(again.returncode == 0, f"Moment {moment}: the restoration does not end", again)
        check(installation.list_emails() == before, f"Moment {moment}: the base is not the one of the backup")
        check(installation.has_pieces("avant"), f"Moment {moment}: attachments are missing")
        check(not installation.list_restes(), f"Moment {moment}: {installation.list_restes()} are left")
        if not is_killed:
            return f"killed at each of its {moment - 1} changes of name, whole or ended each time"
    return f"killed at {moments} of its changes of name, whole or ended each time"


def fill_disk(installation: Installation) -> str:
    """Check that commands that cannot write say why in one sentence, and that nothing is lost."""
    emails, texte = installation.list_emails(), "plein"
    installation.write_pieces(texte)
    fichier = next(iter((installation.racine / "sauvegardes").glob("convive-*.tar.gz")))
    for arguments in (
        ["sauvegarde", installation.racine / "sauvegardes"],
        ["restauration", fichier, "--confirmer"],
        ["prepare"],
    ):
        done = installation.run(*arguments, limit=4096)
        check(done.returncode, f"« {arguments[0]} » succeeds without a disk", done)
        check("Traceback" not in done.stderr, f"« {arguments[0]} » breaks down", done)
        check(any(cause in done.stderr for cause in CAUSES), f"« {arguments[0]} » does not say why", done)
    check(installation.list_emails() == emails, "The base changed")
    check(installation.has_pieces(texte), "The attachments changed")
    check(not installation.list_restes(), f"{installation.list_restes()} are left")
    return "sauvegarde, restauration and prepare say why, and change nothing"


def get_statut(url: str) -> int:
    """The status of a page over the network; 0 if there is no response."""
    try:
        with LOCAL.open(url, timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def list_processus(pid: int) -> list[int]:
    """This process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(found for child in children for found in list_processus(int(child)))]


@contextmanager
def serve(installation: Installation) -> Iterator[tuple[str, int]]:
    """Serve the product, and yield its URL and its main process once it responds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "convive.config.cli", "serve", f"--port={port}", "--travailleurs=0"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=installation.environment, stdout=quiet, stderr=quiet) as service:
        try:
            base, end = f"http://127.0.0.1:{port}", time.monotonic() + 60
            while not get_statut(f"{base}/"):
                check(time.monotonic() < end and service.poll() is None, "The product is not served")
                time.sleep(0.2)
            yield base, service.pid
        finally:
            service.terminate()


def read_without_disk(installation: Installation) -> str:
    """Check that, while not a byte can be written, pages can still be read from any process."""
    urls = ["/", "/portrait/200070035/", "/sources/", "/territoires/?q=civray"]
    with serve(installation) as (base, pid):
        for process in list_processus(pid):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (0, 0))
        found = {url: {get_statut(base + url) for _ in range(TOURS)} for url in urls}
    check(all(statuts == {200} for statuts in found.values()), f"Pages are refused: {found}")
    if not installation.url:
        # As docs/limites.md says about SQLite, a first connection needs this file, and its absence is reported.
        for path in installation.var.glob("convive.sqlite3-*"):
            path.unlink()
        done = installation.execute([sys.executable, "-c", READ, "/"], limit=0)
        check(" 507" in done.stdout, f"A first connection does not say what lacks: {done.stdout}", done)
    return f"{len(urls)} pages read {TOURS} times each while not a byte can be written"


def damage_figures(installation: Installation) -> str:
    """Check that a truncated Parquet gives a 503, and is rebuilt by the next preparation."""
    donnees = installation.var / "donnees"
    path = donnees / (donnees / "actuel").read_text().strip() / "par_territoire.parquet"
    whole = path.read_bytes()
    for octets in (b"", whole[: len(whole) // 2], whole[:100] + bytes(len(whole) - 200) + whole[-100:]):
        path.write_bytes(octets)
        done = installation.execute([sys.executable, "-c", READ, "/portrait/200070035/"])
        check(" 503" in done.stdout, f"Not a clear refusal: {done.stdout}", done)
    done = installation.run("prepare")
    check(done.returncode == 0 and path.read_bytes() == whole, "The damaged file was not made again", done)
    return "three damages said, then mended by prepare"


@contextmanager
def create_installation(url: str) -> Iterator[Installation]:
    """Create an installation as `prepare` does, with one compte."""
    racine, name = Path(tempfile.mkdtemp(prefix="convive-pannes-")), f"pannes_{uuid4().hex[:12]}"
    server = url.rpartition("/")[0]
    if url:
        with psycopg.connect(url, autocommit=True) as base:
            base.execute(f"CREATE DATABASE {name}")
    try:
        yield Installation(racine, f"{server}/{name}" if url else "")
    finally:
        shutil.rmtree(racine, ignore_errors=True)
        if url:
            with psycopg.connect(url, autocommit=True) as base:
                base.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--court", action="store_true", help="What the suite runs: few kills, no figures.")
    court = parser.parse_args(arguments).court
    with create_installation(os.environ.get("DATABASE_URL", "")) as installation:
        first = installation.run("migrate", "--verbosity=0") if court else installation.run("prepare")
        check(first.returncode == 0, "The preparation failed", first)
        installation.run("createsuperuser", "--noinput", f"--email={EMAIL}", "--nom_affiche=Camille")
        trials: list[tuple[str, Callable[[], str]]] = [
            ("kill -9 while writing", lambda: kill_while_writing(installation, 2 if court else 12)),
            ("restoration killed", lambda: kill_restoration(installation, 2 if court else 12)),
            ("full disk", lambda: fill_disk(installation)),
        ]
        if not court:
            trials += [
                ("reading without a disk", lambda: read_without_disk(installation)),
                ("damaged figures", lambda: damage_figures(installation)),
            ]
        failures = 0
        for name, trial in trials:
            start = time.monotonic()
            try:
                said = trial()
            except Echec as error:
                failures, said = failures + 1, f"FAILED: {error}"
            print(f"{name}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
